import type { SubtitleStyle } from './api_types.js'

/** How the player draws subtitles for a profile that has chosen nothing. */
export const OWN_SUBTITLE_STYLE: SubtitleStyle = {
  sizePercent: 100,
  color: '#ffffff',
  textOpacity: 1,
  backgroundColor: '#000000',
  backgroundOpacity: 0.8,
  edge: 'shadow',
  font: 'sans-serif',
}

const FONTS: Record<SubtitleStyle['font'], string> = {
  'sans-serif': 'var(--font-text)',
  'serif': 'Georgia, "Times New Roman", serif',
  'monospace-sans-serif': 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  'monospace-serif': '"Courier New", Courier, "Nimbus Mono PS", monospace',
  'casual': '"Comic Sans MS", "Segoe Print", "Comic Neue", cursive',
}

/** Has an element's subtitles look as a profile wants them; `subtitle_style.css` draws them. */
export function wearSubtitleStyle(element: HTMLElement, style: SubtitleStyle | null): void {
  element.toggleAttribute('data-subtitle-style', style !== null)
  const properties = Object.entries(drawn(style ?? OWN_SUBTITLE_STYLE))
  for (const [name, value] of properties) element.style.setProperty(name, value)
}

function drawn(style: SubtitleStyle): Record<string, string> {
  return {
    '--subtitle-scale': String(style.sizePercent / 100),
    '--subtitle-color': withOpacity(style.color, style.textOpacity),
    '--subtitle-background': withOpacity(style.backgroundColor, style.backgroundOpacity),
    '--subtitle-edge': edgeOf(style),
    '--subtitle-font': FONTS[style.font],
  }
}

/** CTA-708's character edges as shadows, light around dark letters. Widths follow the letters. */
function edgeOf({ edge, color, textOpacity }: SubtitleStyle): string {
  const ink = withOpacity(isDark(color) ? '#ffffff' : '#000000', textOpacity)
  const at = (...places: [x: number, y: number][]) =>
    places.map(([x, y]) => `${x}em ${y}em 0.02em ${ink}`).join(', ')
  switch (edge) {
    case 'none':
      return 'none'
    case 'raised':
      return at([0.03, 0.03], [0.06, 0.06])
    case 'depressed':
      return at([-0.03, -0.03], [-0.06, -0.06])
    case 'outline':
      return at(
        ...[-0.05, 0, 0.05].flatMap((x) => [-0.05, 0, 0.05].map((y) => [x, y] as [number, number]))
      )
    case 'shadow':
      return `0 0.05em 0.25em ${ink}`
  }
}

function withOpacity(color: string, opacity: number): string {
  return `rgb(${channels(color).join(' ')} / ${opacity})`
}

/** By the weights of ITU-R BT.709. */
function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = channels(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 80
}

function channels(color: string): number[] {
  return [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16))
}
