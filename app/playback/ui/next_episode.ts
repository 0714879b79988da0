import type { NextEpisode } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import { episodeLabel } from '../../core/ui/words.js'

/** Seconds before the end at which the card appears; a short film shows it later. */
const BEFORE_END_S = 25
const SHORT_SHARE = 0.15
const COUNTDOWN_S = 8

/** The card near the end that offers the next episode, and plays it when the end is reached. */
export class NextEpisodeCard {
  #card = must('[data-next-card]')
  #dismissed = false
  #countdown: number | undefined

  constructor(
    private video: HTMLVideoElement,
    private duration: () => number,
    private next: NextEpisode,
    private play: () => void
  ) {
    video.addEventListener('timeupdate', () => this.#consider())
    video.addEventListener('ended', () => !this.#dismissed && this.#countDown(COUNTDOWN_S))
    video.addEventListener('seeking', () => clearTimeout(this.#countdown))
  }

  #consider() {
    const duration = this.duration()
    const left = duration - this.video.currentTime
    const near = duration > 0 && left <= Math.min(BEFORE_END_S, duration * SHORT_SHARE)
    if (near && !this.#dismissed && this.#card.hidden) this.#show()
    if (!near && !this.#card.hidden) this.#card.hidden = true
  }

  #show() {
    const label = episodeLabel(this.next.seasonNumber, this.next.episodeNumber)
    this.#card.replaceChildren(
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
          'Not now'
        )
      )
    )
    this.#card.hidden = false
  }

  #dismiss() {
    this.#dismissed = true
    this.#card.hidden = true
    clearTimeout(this.#countdown)
  }

  #countDown(seconds: number) {
    if (this.#card.hidden) this.#show()
    if (seconds <= 0) return this.play()
    must('[data-next-play] span', this.#card).textContent = `Plays in ${seconds}`
    this.#countdown = setTimeout(() => this.#countDown(seconds - 1), 1000)
  }
}
