/**
 * Makes ready for a play before the click: on hover, focus or touch of a link to /watch, the
 * player's page is fetched once. No play session begins before the click.
 */
export function prepareForPlay(): void {
  const prepared = new Set<string>()
  const prepare = (event: Event) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[href^="/watch/"]')
    if (!link || prepared.has(link.pathname)) return
    prepared.add(link.pathname)
    document.head.append(prefetchLink(link.href))
  }
  for (const event of ['pointerover', 'focusin', 'touchstart']) {
    document.addEventListener(event, prepare, { passive: true })
  }
}

function prefetchLink(href: string): HTMLLinkElement {
  const link = document.createElement('link')
  link.rel = 'prefetch'
  link.href = href
  return link
}
