type Child = Node | string | null | undefined | false

type Attributes = Record<
  string,
  string | number | boolean | null | undefined | ((event: never) => void)
>

/**
 * Makes an element. Attributes whose name starts with `on` are listeners; true sets an empty
 * attribute, and null, undefined or false sets none. Strings become text, never markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value as unknown as EventListener)
    } else {
      element.setAttribute(name, value === true ? '' : String(value))
    }
  }
  element.append(...children.filter((child): child is Node | string => isPresent(child)))
  return element
}

function isPresent(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false && child !== ''
}

/** The element that a template promises to hold. */
export function must<T extends Element = HTMLElement>(
  selector: string,
  root: ParentNode = document
): T {
  const found = root.querySelector<T>(selector)
  if (!found) throw new Error(`The page lacks ${selector}`)
  return found
}

/** Whether the viewer asked the system for less motion. */
export function prefersLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
