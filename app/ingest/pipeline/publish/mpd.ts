/** One element of a manifest. */
export interface MpdElement {
  name: string
  attributes: Record<string, string>
  children: MpdElement[]
  text: string
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g
const ATTRIBUTE = /([\w:.-]+)="([^"]*)"/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Reads a DASH manifest as Shaka Packager writes it. Not an XML parser for files of others: it
 * knows no doctype, no CDATA and no namespaces.
 *
 * @throws Error when the elements do not nest
 */
export function readMpd(xml: string): MpdElement {
  const document: MpdElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  for (const [, closing, name, attributes, empty, text] of xml.matchAll(TOKEN)) {
    const parent = open.at(-1)!
    if (text) parent.text += plain(text.trim())
    if (!name) continue
    if (closing) {
      if (parent.name !== name) throw new Error(`Manifest: ${parent.name} is closed as ${name}`)
      open.pop()
      continue
    }
    const element: MpdElement = { name, attributes: {}, children: [], text: '' }
    for (const [, key, value] of attributes!.matchAll(ATTRIBUTE)) {
      element.attributes[key!] = plain(value!)
    }
    parent.children.push(element)
    if (!empty) open.push(element)
  }
  const root = document.children[0]
  if (!root || open.length !== 1) throw new Error('Manifest: it ends inside an element')
  return root
}

/** Children, and their children, of that name, in document order. */
export function all(element: MpdElement, name: string): MpdElement[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...all(child, name),
  ])
}

function plain(text: string): string {
  return text.replaceAll(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole)
}
