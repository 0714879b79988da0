/** A still of the seek preview: a cell of a sprite sheet. Times are seconds, sizes CSS pixels. */
export interface Thumbnail {
  startSeconds: number
  endSeconds: number
  url: string
  x: number
  y: number
  width: number
  height: number
}

/** Reads a WebVTT thumbnail track whose cues name `sprite.jpg#xywh=x,y,w,h` (Media Fragments 4.2.2). */
export function parseThumbnails(vtt: string, baseUrl: string): Thumbnail[] {
  const thumbnails: Thumbnail[] = []
  for (const block of vtt.replaceAll('\r', '').split(/\n\n+/)) {
    const lines = block.split('\n')
    const timing = lines.findIndex((line) => line.includes('-->'))
    const [start, end] = (lines[timing] ?? '').split('-->').map((time) => seconds(time.trim()))
    const image = lines[timing + 1]?.trim()
    const cell = image?.match(/#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)/)
    if (timing < 0 || !image || !cell || start === undefined || end === undefined) continue
    const [x, y, width, height] = cell.slice(1).map(Number) as [number, number, number, number]
    const url = new URL(image.slice(0, image.indexOf('#')), baseUrl).href
    thumbnails.push({ startSeconds: start, endSeconds: end, url, x, y, width, height })
  }
  return thumbnails
}

function seconds(time: string): number {
  return time
    .split(' ')[0]!
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0)
}

/** The still for a position, or null. */
export function thumbnailAt(thumbnails: Thumbnail[], position: number): Thumbnail | null {
  return (
    thumbnails.find((still) => position >= still.startSeconds && position < still.endSeconds) ??
    thumbnails.at(-1) ??
    null
  )
}

/** Paints a still into a box of the given width in CSS pixels. */
export function paintThumbnail(
  box: HTMLElement,
  still: Thumbnail,
  url: string,
  width: number
): void {
  const scale = width / still.width
  box.style.width = `${width}px`
  box.style.height = `${still.height * scale}px`
  let image = box.querySelector('img')
  if (!image) {
    image = document.createElement('img')
    image.alt = ''
    box.replaceChildren(image)
  }
  if (image.src !== url) image.src = url
  image.style.transformOrigin = '0 0'
  image.style.transform = `scale(${scale}) translate(${-still.x}px, ${-still.y}px)`
}
