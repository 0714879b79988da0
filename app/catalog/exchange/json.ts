import { UnreadableFile, type Item, type ReadItem } from './items.js'

/** A JSON array with one item on each line, so that lines of the file and items are one. */
export async function* writeJson(items: AsyncIterable<Item>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const item of items) {
    yield before + JSON.stringify(item)
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/**
 * The items of a JSON array, however it is laid out.
 * @throws UnreadableFile when it is no JSON, or no array of objects
 */
export function* readJson(text: string): Generator<ReadItem> {
  const whole = parse(text)
  if (!Array.isArray(whole)) throw new UnreadableFile('The file must be a JSON array of items.')
  const lines = linesOfElements(text)
  for (const [index, value] of whole.entries()) {
    const line = lines[index] ?? 1
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new UnreadableFile('An item must be a JSON object.', line)
    }
    yield { line, value: value as Record<string, unknown> }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    const line = text.slice(0, position).split('\n').length
    throw new UnreadableFile(`This is no JSON: ${message}`, line)
  }
}

/** The line on which each element of the outermost array begins. The text is valid JSON. */
function linesOfElements(text: string): number[] {
  const lines: number[] = []
  let line = 1
  let depth = 0
  let inString = false
  let expected = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character === '\n') line += 1
    else if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
    } else if (/\s/.test(character)) continue
    else {
      if (expected && character !== ']') lines.push(line)
      expected = (character === '[' && depth === 0) || (character === ',' && depth === 1)
      if (character === '"') inString = true
      else if (character === '[' || character === '{') depth += 1
      else if (character === ']' || character === '}') depth -= 1
    }
  }
  return lines
}
