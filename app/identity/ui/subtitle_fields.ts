import type { SubtitleStyle } from '../../core/ui/api_types.js'
import { h } from '../../core/ui/dom.js'
import { OWN_SUBTITLE_STYLE, wearSubtitleStyle } from '../../core/ui/subtitle_style.js'
import { action } from './account_section.js'

/** The eight colours that 47 CFR 79.103(c) asks for. */
const COLORS = {
  '#ffffff': 'White',
  '#ffff00': 'Yellow',
  '#00ffff': 'Cyan',
  '#00ff00': 'Green',
  '#ff00ff': 'Magenta',
  '#ff0000': 'Red',
  '#0000ff': 'Blue',
  '#000000': 'Black',
}

const EDGES: Record<SubtitleStyle['edge'], string> = {
  none: 'None',
  shadow: 'Shadow',
  outline: 'Outline',
  raised: 'Raised',
  depressed: 'Depressed',
}

const FONTS: Record<SubtitleStyle['font'], string> = {
  'sans-serif': 'Plain',
  'serif': 'Serif',
  'monospace-sans-serif': 'Typewriter, plain',
  'monospace-serif': 'Typewriter, serif',
  'casual': 'Casual',
}

/** The fields for a profile's subtitles, with a line that shows them. */
export function subtitleFields(kept: SubtitleStyle | null): {
  fields: HTMLElement
  /** What is chosen; null while it is the player's own. */
  style: () => SubtitleStyle | null
} {
  let chosen = kept ?? OWN_SUBTITLE_STYLE
  const preview = h(
    'p',
    { 'class': 'subtitle-preview', 'role': 'img', 'aria-label': 'Preview of the subtitles' },
    h('span', { translate: 'no' }, 'This is how they will look.')
  )
  const choose = (change: Partial<SubtitleStyle>) => {
    chosen = { ...chosen, ...change }
    wearSubtitleStyle(preview, chosen)
  }
  const fields = h('div', { class: 'subtitle-fields' })
  const draw = () => {
    choose({})
    fields.replaceChildren(...inputs(chosen, choose))
  }
  const reset = () => {
    chosen = OWN_SUBTITLE_STYLE
    draw()
  }
  draw()
  return {
    fields: h(
      'details',
      { class: 'subtitle-style' },
      h('summary', {}, 'Subtitles'),
      preview,
      fields,
      action('As the player has them', reset)
    ),
    style: () => (isOwn(chosen) ? null : chosen),
  }
}

function isOwn(style: SubtitleStyle): boolean {
  const names = Object.keys(OWN_SUBTITLE_STYLE) as (keyof SubtitleStyle)[]
  return names.every((name) => style[name] === OWN_SUBTITLE_STYLE[name])
}

function inputs(style: SubtitleStyle, choose: (change: Partial<SubtitleStyle>) => void) {
  const percent = (of: number) => Math.round(of * 100)
  return [
    slider('Size', 'subtitleSize', style.sizePercent, [50, 200, 10], (sizePercent) =>
      choose({ sizePercent })
    ),
    swatches('Colour', 'subtitleColor', style.color, (color) => choose({ color })),
    slider('Opacity', 'subtitleOpacity', percent(style.textOpacity), [0, 100, 5], (of) =>
      choose({ textOpacity: of / 100 })
    ),
    swatches('Background', 'subtitleBackground', style.backgroundColor, (backgroundColor) =>
      choose({ backgroundColor })
    ),
    slider(
      'Opacity of the background',
      'subtitleBackgroundOpacity',
      percent(style.backgroundOpacity),
      [0, 100, 5],
      (of) => choose({ backgroundOpacity: of / 100 })
    ),
    pick('Edge', 'subtitleEdge', EDGES, style.edge, (edge) => choose({ edge })),
    pick('Letters', 'subtitleFont', FONTS, style.font, (font) => choose({ font })),
  ]
}

function slider(
  label: string,
  name: string,
  value: number,
  [min, max, step]: [number, number, number],
  choose: (value: number) => void
): HTMLElement {
  const shown = h('output', {}, `${value} %`)
  const oninput = () => {
    shown.textContent = `${input.value} %`
    choose(input.valueAsNumber)
  }
  const input = h('input', { type: 'range', name, min, max, step, value, oninput })
  return h('label', { class: 'field' }, h('span', {}, label, ' ', shown), input)
}

function swatches(
  label: string,
  name: string,
  chosen: string,
  choose: (color: string) => void
): HTMLElement {
  const colors = { ...(chosen in COLORS ? {} : { [chosen]: chosen }), ...COLORS }
  return h(
    'fieldset',
    { class: 'swatches' },
    h('legend', {}, label),
    ...Object.entries(colors).map(([color, title]) => {
      const square = h('span')
      square.style.backgroundColor = color
      return h(
        'label',
        { title },
        h('input', {
          ...{ type: 'radio', name, value: color, class: 'visually-hidden' },
          'aria-label': title,
          'checked': color === chosen,
          'onchange': () => choose(color),
        }),
        square
      )
    })
  )
}

function pick<Value extends string>(
  label: string,
  name: string,
  options: Record<Value, string>,
  chosen: Value,
  choose: (value: Value) => void
): HTMLElement {
  const select = h(
    'select',
    { name, onchange: () => choose(select.value as Value) },
    ...Object.entries(options).map(([value, words]) =>
      h('option', { value, selected: value === chosen }, words as string)
    )
  )
  return h('label', { class: 'field' }, h('span', {}, label), select)
}
