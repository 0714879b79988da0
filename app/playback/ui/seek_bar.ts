import { must } from '../../core/ui/dom.js'
import { clockTime } from '../../core/ui/words.js'
import { type Thumbnail, paintThumbnail, thumbnailAt } from './thumbnails.js'

/** The bar under the picture: position, what is buffered, and a still while pointing or dragging. */
export class SeekBar {
  #bar = must('[data-seek]')
  #played = must('[data-seek-played]')
  #buffered = must('[data-seek-buffered]')
  #preview = must('[data-seek-preview]')
  #still = must('[data-seek-still]')
  #previewTime = must('[data-seek-time]')
  #thumbnails: Thumbnail[] = []
  #signed = (url: string) => url
  /** Position under the finger while dragging, s. */
  #dragging: number | null = null

  constructor(
    private video: HTMLVideoElement,
    private duration: () => number,
    private seek: (seconds: number) => void
  ) {
    this.#bar.addEventListener('pointerdown', (event) => this.#grab(event))
    this.#bar.addEventListener('pointermove', (event) => this.#point(event))
    this.#bar.addEventListener('pointerup', (event) => this.#letGo(event))
    this.#bar.addEventListener('pointercancel', () => this.#cancel())
    this.#bar.addEventListener('pointerleave', () => this.#dragging === null && this.#hide())
    for (const event of ['timeupdate', 'progress', 'durationchange', 'seeking']) {
      video.addEventListener(event, () => this.draw())
    }
  }

  /** Shows these stills from now on; `signed` makes a sprite's URL one that the edge accepts. */
  useThumbnails(thumbnails: Thumbnail[], signed: (url: string) => string): void {
    this.#thumbnails = thumbnails
    this.#signed = signed
  }

  get dragging(): boolean {
    return this.#dragging !== null
  }

  draw(): void {
    const duration = this.duration()
    if (!duration) return
    const position = this.#dragging ?? this.video.currentTime
    this.#played.style.transform = `scaleX(${Math.min(1, position / duration)})`
    this.#bar.style.setProperty('--at', String(Math.min(1, position / duration)))
    this.#buffered.style.transform = `scaleX(${Math.min(1, this.#bufferedUntil() / duration)})`
    this.#bar.setAttribute('aria-valuemax', String(Math.round(duration)))
    this.#bar.setAttribute('aria-valuenow', String(Math.round(position)))
    this.#bar.setAttribute('aria-valuetext', `${clockTime(position)} of ${clockTime(duration)}`)
  }

  #bufferedUntil(): number {
    const { buffered, currentTime } = this.video
    for (let index = 0; index < buffered.length; index += 1) {
      if (buffered.start(index) <= currentTime + 0.1 && buffered.end(index) >= currentTime) {
        return buffered.end(index)
      }
    }
    return 0
  }

  #positionOf(event: PointerEvent): number {
    const box = this.#bar.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    return Math.min(1, Math.max(0, share)) * this.duration()
  }

  #grab(event: PointerEvent) {
    if (event.button !== 0) return
    this.#bar.setPointerCapture(event.pointerId)
    this.#dragging = this.#positionOf(event)
    this.#show(event)
    this.draw()
  }

  #point(event: PointerEvent) {
    if (event.pointerType === 'touch' && this.#dragging === null) return
    if (this.#dragging !== null) this.#dragging = this.#positionOf(event)
    this.#show(event)
    this.draw()
  }

  #letGo(event: PointerEvent) {
    if (this.#dragging === null) return
    this.seek(this.#positionOf(event))
    this.#cancel()
  }

  #cancel() {
    this.#dragging = null
    this.#hide()
    this.draw()
  }

  #show(event: PointerEvent) {
    const position = this.#positionOf(event)
    const box = this.#bar.getBoundingClientRect()
    const width = Math.min(200, box.width * 0.36)
    const still = thumbnailAt(this.#thumbnails, position)
    this.#still.hidden = !still
    if (still) paintThumbnail(this.#still, still, this.#signed(still.url), width)
    this.#previewTime.textContent = clockTime(position)
    this.#preview.hidden = false
    const half = (still ? width : 56) / 2
    const x = Math.min(box.width - half, Math.max(half, event.clientX - box.left))
    this.#preview.style.transform = `translateX(calc(${x}px - 50%))`
  }

  #hide() {
    this.#preview.hidden = true
  }
}
