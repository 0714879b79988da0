const PATHS = {
  play: '<path d="M7 4.6v14.8a1 1 0 0 0 1.53.85l11.6-7.4a1 1 0 0 0 0-1.7L8.53 3.75A1 1 0 0 0 7 4.6Z" fill="currentColor"/>',
  pause:
    '<rect x="5.5" y="4" width="4.6" height="16" rx="1.2" fill="currentColor"/><rect x="13.9" y="4" width="4.6" height="16" rx="1.2" fill="currentColor"/>',
  back10:
    '<path d="M4.6 12a7.4 7.4 0 1 0 2.5-5.55"/><path d="M7.6 2.9 6.7 6.8l3.9.9"/><text x="12.2" y="15.2" font-size="7.4" font-weight="700" text-anchor="middle" fill="currentColor" stroke="none">10</text>',
  forward10:
    '<path d="M19.4 12a7.4 7.4 0 1 1-2.5-5.55"/><path d="m16.4 2.9.9 3.9-3.9.9"/><text x="11.8" y="15.2" font-size="7.4" font-weight="700" text-anchor="middle" fill="currentColor" stroke="none">10</text>',
  volume:
    '<path d="M4 9.5v5h3.4l4.6 4V5.5l-4.6 4Z" fill="currentColor"/><path d="M15.5 9.2a4 4 0 0 1 0 5.6M18 6.8a7.4 7.4 0 0 1 0 10.4"/>',
  muted:
    '<path d="M4 9.5v5h3.4l4.6 4V5.5l-4.6 4Z" fill="currentColor"/><path d="m16 9.6 4.8 4.8m0-4.8L16 14.4"/>',
  subtitles:
    '<rect x="3" y="5" width="18" height="14" rx="2.6"/><path d="M6.8 12h4.4m2.6 0h3.4M6.8 15.2h2.6m2.6 0h5.2"/>',
  audio: '<path d="M12 4v16M8 8v8M16 8v8M4 10.6v2.8M20 10.6v2.8"/>',
  settings:
    '<path d="M4 7h8m6 0h2M4 17h2m6 0h8"/><circle cx="15" cy="7" r="2.6"/><circle cx="9" cy="17" r="2.6"/>',
  fullscreen:
    '<path d="M4 9V5.4A1.4 1.4 0 0 1 5.4 4H9m6 0h3.6A1.4 1.4 0 0 1 20 5.4V9m0 6v3.6a1.4 1.4 0 0 1-1.4 1.4H15m-6 0H5.4A1.4 1.4 0 0 1 4 18.6V15"/>',
  shrink:
    '<path d="M9 4v3.6A1.4 1.4 0 0 1 7.6 9H4m11-5v3.6A1.4 1.4 0 0 0 16.4 9H20m0 6h-3.6a1.4 1.4 0 0 0-1.4 1.4V20m-6 0v-3.6A1.4 1.4 0 0 0 7.6 15H4"/>',
  pip: '<rect x="3" y="5" width="18" height="14" rx="2.6"/><rect x="12" y="11.5" width="6.5" height="5" rx="1.2" fill="currentColor" stroke="none"/>',
  next: '<path d="M5 5.3v13.4a.9.9 0 0 0 1.4.75l9.6-6.7a.9.9 0 0 0 0-1.5L6.4 4.55A.9.9 0 0 0 5 5.3Z" fill="currentColor" stroke="none"/><path d="M19.2 4.5v15" stroke-width="2.2"/>',
  arrowLeft: '<path d="M19 12H5m6.5-6.5L5 12l6.5 6.5"/>',
  chevronLeft: '<path d="m14.5 5-7 7 7 7"/>',
  chevronRight: '<path d="m9.5 5 7 7-7 7"/>',
  chevronDown: '<path d="m5.5 9.2 6.5 6.6 6.5-6.6"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  bell: '<path d="M6.2 16.4V11a5.8 5.8 0 0 1 11.6 0v5.4l1.4 1.8H4.8Z"/><path d="M10 20.6h4"/>',
  heart:
    '<path d="M12 19.6S4.2 15 4.2 9.4A4.2 4.2 0 0 1 12 7.1a4.2 4.2 0 0 1 7.8 2.3c0 5.6-7.8 10.2-7.8 10.2Z"/>',
  thumbUp:
    '<path d="M4.2 10.8h3v8.4h-3Zm3 .6 4-7.2c1.4 0 2.2 1 2 2.4l-.5 3h5a1.7 1.7 0 0 1 1.6 2.1l-1.6 6.2a1.8 1.8 0 0 1-1.8 1.3H7.2"/>',
  thumbDown:
    '<path d="M19.8 13.2h-3V4.8h3Zm-3-.6-4 7.2c-1.4 0-2.2-1-2-2.4l.5-3h-5a1.7 1.7 0 0 1-1.6-2.1l1.6-6.2a1.8 1.8 0 0 1 1.8-1.3h8.7"/>',
  home: '<path d="m4 11 8-7 8 7v8.4a.9.9 0 0 1-.9.9h-4.6v-5.6h-5v5.6H4.9a.9.9 0 0 1-.9-.9Z"/>',
  calendar:
    '<rect x="4" y="5.4" width="16" height="14.6" rx="2"/><path d="M4 10h16M8.4 3.4v3.8m7.2-3.8v3.8"/>',
  check: '<path d="m5 12.8 4.4 4.4L19 7.6"/>',
  restart: '<path d="M4.6 12a7.4 7.4 0 1 0 2.5-5.55"/><path d="M7.6 2.9 6.7 6.8l3.9.9"/>',
  help: '<circle cx="12" cy="12" r="8.8"/><path d="M9.6 9.6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1.1.9-1.1 1.7"/><circle cx="12" cy="16.6" r=".6" fill="currentColor"/>',
  bookmark: '<path d="M6.5 4.5h11a1 1 0 0 1 1 1v14.2l-6.5-4.4-6.5 4.4V5.5a1 1 0 0 1 1-1Z"/>',
  trash:
    '<path d="M4.5 6.8h15M9.5 6.5V4.6a.9.9 0 0 1 .9-.9h3.2a.9.9 0 0 1 .9.9v1.9M6.3 6.8l.9 12.3a1.3 1.3 0 0 0 1.3 1.2h7a1.3 1.3 0 0 0 1.3-1.2l.9-12.3"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  info: '<circle cx="12" cy="12" r="8.8"/><path d="M12 11v5.2"/><circle cx="12" cy="7.9" r=".6" fill="currentColor"/>',
  phone: '<rect x="7" y="2.8" width="10" height="18.4" rx="2.4"/><path d="M10.8 18.2h2.4"/>',
  tablet: '<rect x="4.5" y="3" width="15" height="18" rx="2.2"/><path d="M10.8 18h2.4"/>',
  tv: '<rect x="2.8" y="4.5" width="18.4" height="12" rx="2"/><path d="M8 20h8"/>',
  web: '<rect x="4" y="4.5" width="16" height="11" rx="1.8"/><path d="M2.5 19.2h19"/>',
  logOut:
    '<path d="M14 4.5H6.6A1.6 1.6 0 0 0 5 6.1v11.8a1.6 1.6 0 0 0 1.6 1.6H14M10.5 12H20m-3.5-3.5L20 12l-3.5 3.5"/>',
  passkey:
    '<circle cx="9" cy="8" r="4"/><path d="M2.8 20c.5-4 2.9-6 6.2-6 1.3 0 2.5.3 3.4.9"/><circle cx="17.4" cy="12.4" r="3"/><path d="M17.4 15.4v6m0-2.6h2"/>',
  more: '<circle cx="5.5" cy="12" r="1.7" fill="currentColor"/><circle cx="12" cy="12" r="1.7" fill="currentColor"/><circle cx="18.5" cy="12" r="1.7" fill="currentColor"/>',
  people:
    '<circle cx="9" cy="8.5" r="3.4"/><path d="M3 19.5c.5-3.6 2.8-5.4 6-5.4s5.5 1.8 6 5.4M15.5 5.4a3.4 3.4 0 0 1 0 6.2M17.5 14.6c2 .7 3.2 2.4 3.5 4.9"/>',
} as const

export type IconName = keyof typeof PATHS

/** One icon of the set, 24 by 24, drawn in the text's colour and hidden from screen readers. */
export function icon(name: IconName, className = 'icon'): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [attribute, value] of Object.entries({
    'viewBox': '0 0 24 24',
    'class': className,
    'fill': 'none',
    'stroke': 'currentColor',
    'stroke-width': '1.9',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(attribute, value)
  }
  svg.innerHTML = PATHS[name]
  return svg
}
