import type { NextEpisode, PlaySession } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { episodeLabel } from '../../core/ui/words.js'

/** Seconds before the end at which the card appears where no credits are marked; a short film shows it later. */
const BEFORE_END_S = 25
const SHORT_SHARE = 0.15
const COUNTDOWN_S = 8

/**
 * The card that offers the next episode when the credits begin. Where the profile wants episodes to
 * follow one another it counts down: from the credits, else from the end.
 */
export class NextEpisodeCard {
  #card = must('[data-next-card]')
  #dismissed = false
  #countdown: number | undefined
  #creditsFrom: number | null

  constructor(
    private video: HTMLVideoElement,
    private duration: () => number,
    private next: NextEpisode,
    session: Pick<PlaySession, 'skipMarkers'>,
    private followsOn: boolean,
    private play: () => void
  ) {
    const credits = session.skipMarkers.find(({ kind }) => kind === 'credits')
    this.#creditsFrom = credits?.startSeconds ?? null
    video.addEventListener('timeupdate', () => this.#consider())
    video.addEventListener('ended', () => this.#offer(true))
    video.addEventListener('seeking', () => this.#stopCounting())
    video.addEventListener('pause', () => !video.ended && this.#stopCounting())
  }

  #consider() {
    if (!this.#isNear()) {
      this.#card.hidden = true
      return this.#stopCounting()
    }
    this.#offer(this.#creditsFrom !== null && !this.video.paused && !this.video.seeking)
  }

  #isNear(): boolean {
    const duration = this.duration()
    if (!(duration > 0)) return false
    const at = this.video.currentTime
    if (this.#creditsFrom !== null) return at >= this.#creditsFrom
    return duration - at <= Math.min(BEFORE_END_S, duration * SHORT_SHARE)
  }

  #offer(counting: boolean) {
    if (this.#dismissed) return
    if (this.#card.hidden) this.#show()
    if (counting && this.followsOn && this.#countdown === undefined) this.#countDown(COUNTDOWN_S)
  }

  #show() {
    const label = episodeLabel(this.next.seasonNumber, this.next.episodeNumber)
    const words = this.#creditsFrom === null ? 'Not now' : 'Watch credits'
    this.#card.replaceChildren(
      this.next.still ? h('img', { class: 'next-still', src: this.next.still, alt: '' }) : '',
      h('p', { class: 'eyebrow' }, 'Next episode'),
      h('h2', {}, label ? `${label} · ${this.next.name}` : this.next.name),
      h(
        'div',
        { class: 'notice-actions' },
        h(
          'button',
          {
            'type': 'button',
            'class': 'button button-strong',
            'data-next-play': true,
            'onclick': this.play,
          },
          icon('play'),
          h('span', {}, 'Play now')
        ),
        h(
          'button',
          { type: 'button', class: 'button button-quiet', onclick: () => this.#dismiss() },
          words
        )
      )
    )
    this.#card.hidden = false
  }

  #dismiss() {
    this.#dismissed = true
    this.#card.hidden = true
    this.#stopCounting()
  }

  #countDown(seconds: number) {
    if (seconds <= 0) return this.play()
    const button = must<HTMLElement>('[data-next-play]', this.#card)
    must('span', button).textContent = `Plays in ${seconds}`
    button.style.setProperty('--left', String(seconds / COUNTDOWN_S))
    this.#countdown = setTimeout(() => this.#countDown(seconds - 1), 1000)
  }

  #stopCounting() {
    if (this.#countdown === undefined) return
    clearTimeout(this.#countdown)
    this.#countdown = undefined
    const words = this.#card.querySelector('[data-next-play] span')
    if (words) words.textContent = 'Play now'
  }
}
