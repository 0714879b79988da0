import { h, must } from '../../core/ui/dom.js'
import { icon, type IconName } from '../../core/ui/icons.js'
import { clockTime } from '../../core/ui/words.js'
import { KEYS, listenToKeys, type PlayerCommands } from './keyboard.js'
import { BookmarksPanel } from './bookmarks.js'
import { Menus, type TrackListener } from './menus.js'
import { SeekBar } from './seek_bar.js'
import type { ShakaPlayer } from './shaka_global.js'
import { SkipOffer } from './skip_offer.js'
import { SPEEDS, restoreSpeed, setSpeed } from './speed.js'
import { listenToTouch } from './touch.js'

const IDLE_MS = 2_800
const VOLUME_KEY = 'flixflow.volume'

/** The buttons, bars and keys of the player. They speak to the video element and to Shaka only. */
export class Controls implements PlayerCommands {
  readonly seekBar: SeekBar
  readonly menus: Menus
  readonly skipOffer: SkipOffer
  readonly bookmarks: BookmarksPanel
  /** Set while an episode follows. */
  next: (() => void) | null = null
  #stage = must('[data-stage]')
  #idle: number | undefined
  #toastTimer: number | undefined

  constructor(
    private video: HTMLVideoElement,
    player: ShakaPlayer,
    private duration: () => number,
    listener: TrackListener
  ) {
    this.seekBar = new SeekBar(video, duration, (seconds) => this.seekTo(seconds))
    this.menus = new Menus(player, video, listener)
    const seek = (seconds: number) => this.seekTo(seconds)
    this.skipOffer = new SkipOffer(video, duration, seek)
    this.bookmarks = new BookmarksPanel(video, duration, seek, (words) => this.toast(words))
    restoreSpeed(video)
    this.#restoreVolume()
    this.#wireButtons()
    this.#wireVideo()
    listenToKeys(this)
    listenToTouch(this.#stage, this)
    this.#stage.addEventListener('pointermove', (event) => {
      if (event.pointerType !== 'touch') this.wake()
    })
    this.#stage.addEventListener('focusin', () => this.wake())
    must('[data-help-keys]').append(
      ...KEYS.flatMap(([keys, does]) => [
        h('dt', {}, ...keys.split('  ').map((key) => h('kbd', {}, key))),
        h('dd', {}, does),
      ])
    )
  }

  togglePlay(): void {
    if (this.video.paused) void this.video.play()
    else this.video.pause()
    this.wake()
  }

  seekTo(seconds: number): void {
    this.video.currentTime = Math.min(Math.max(0, seconds), Math.max(0, this.duration() - 0.1))
    this.wake()
  }

  seekBy(seconds: number): void {
    this.seekTo(this.video.currentTime + seconds)
    this.toast(`${seconds > 0 ? '+' : '−'}${Math.abs(seconds)} s`)
  }

  seekToShare(share: number): void {
    this.seekTo(this.duration() * share)
  }

  changeVolume(step: number): void {
    this.video.muted = false
    this.video.volume = Math.min(1, Math.max(0, this.video.volume + step))
    this.toast(`Volume ${Math.round(this.video.volume * 100)} %`)
    this.wake()
  }

  toggleMute(): void {
    this.video.muted = !this.video.muted
    this.toast(this.video.muted ? 'Muted' : 'Sound on')
  }

  toggleFullscreen(): void {
    if (document.fullscreenElement) return void document.exitFullscreen()
    if (this.#stage.requestFullscreen) return void this.#stage.requestFullscreen()
    const phone = this.video as HTMLVideoElement & { webkitEnterFullscreen?: () => void }
    phone.webkitEnterFullscreen?.()
  }

  toggleSubtitles(): void {
    const language = this.menus.toggleSubtitles()
    this.toast(language ? `Subtitles: ${language}` : 'Subtitles off')
  }

  togglePictureInPicture(): void {
    if (document.pictureInPictureElement) return void document.exitPictureInPicture()
    void this.video.requestPictureInPicture?.().catch(() => undefined)
  }

  changeSpeed(direction: 1 | -1): void {
    const at = SPEEDS.indexOf(this.video.playbackRate)
    const speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? 2 : at) + direction))]!
    setSpeed(this.video, speed)
    this.toast(`Speed ${speed}×`)
  }

  playNext(): void {
    this.next?.()
  }

  skip(): void {
    this.skipOffer.skip()
  }

  mark(): void {
    void this.bookmarks.mark()
  }

  toggleHelp(): void {
    const dialog = must<HTMLDialogElement>('[data-help]')
    if (dialog.open) dialog.close()
    else dialog.showModal()
  }

  escape(): void {
    if (this.menus.open) return this.menus.close()
    if (this.bookmarks.open) return this.bookmarks.close()
    if (document.fullscreenElement) return
    must('[data-back]').focus()
  }

  /** Shows the controls, and hides them again when nothing happens while the film plays. */
  wake(): void {
    this.#stage.removeAttribute('data-idle')
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.rest(), IDLE_MS)
  }

  rest(): void {
    const busy =
      this.video.paused || this.menus.open || this.bookmarks.open || this.seekBar.dragging
    if (busy || document.querySelector('dialog[open]')) return
    this.#stage.setAttribute('data-idle', '')
  }

  get awake(): boolean {
    return !this.#stage.hasAttribute('data-idle')
  }

  /** Says a few words over the picture for a moment. */
  toast(words: string): void {
    const toast = must('[data-toast]')
    toast.textContent = words
    toast.hidden = false
    clearTimeout(this.#toastTimer)
    this.#toastTimer = setTimeout(() => (toast.hidden = true), 1_400)
  }

  #wireButtons() {
    const actions: Record<string, () => void> = {
      'toggle-play': () => this.togglePlay(),
      'back-10': () => this.seekBy(-10),
      'forward-10': () => this.seekBy(10),
      'mute': () => this.toggleMute(),
      'pip': () => this.togglePictureInPicture(),
      'fullscreen': () => this.toggleFullscreen(),
      'next': () => this.playNext(),
      'bookmarks': () => this.bookmarks.toggle(),
      'help': () => this.toggleHelp(),
    }
    for (const button of document.querySelectorAll<HTMLElement>('[data-do]')) {
      button.addEventListener('click', () => actions[button.dataset['do']!]?.())
    }
    for (const place of document.querySelectorAll<HTMLElement>('[data-icon]')) {
      place.replaceChildren(icon(place.dataset['icon'] as IconName))
    }
    must('[data-do="pip"]').hidden = !document.pictureInPictureEnabled
    const volume = must<HTMLInputElement>('[data-volume]')
    volume.addEventListener('input', () => {
      this.video.muted = false
      this.video.volume = Number(volume.value)
    })
    document.addEventListener('fullscreenchange', () => this.#paintFullscreen())
  }

  #wireVideo() {
    const { video } = this
    for (const event of ['play', 'pause', 'ended'])
      video.addEventListener(event, () => this.#paintPlay())
    video.addEventListener('pause', () => this.wake())
    video.addEventListener('volumechange', () => this.#paintVolume())
    video.addEventListener('timeupdate', () => this.#paintTime())
    video.addEventListener('seeking', () => this.#paintTime())
    this.#paintPlay()
    this.#paintVolume()
    this.#paintFullscreen()
  }

  #paintPlay() {
    const { paused } = this.video
    for (const button of document.querySelectorAll('[data-do="toggle-play"]')) {
      button.replaceChildren(icon(paused ? 'play' : 'pause'))
      button.setAttribute('aria-label', paused ? 'Play' : 'Pause')
    }
  }

  #paintVolume() {
    const { muted, volume } = this.video
    const silent = muted || volume === 0
    const button = must('[data-do="mute"]')
    button.replaceChildren(icon(silent ? 'muted' : 'volume'))
    button.setAttribute('aria-label', silent ? 'Sound on' : 'Mute')
    const slider = must<HTMLInputElement>('[data-volume]')
    slider.value = String(silent ? 0 : volume)
    slider.style.setProperty('--at', slider.value)
    if (!muted) localStorage.setItem(VOLUME_KEY, String(volume))
  }

  #paintTime() {
    must('[data-time]').textContent = clockTime(this.video.currentTime)
    must('[data-time-left]').textContent = `−${clockTime(this.duration() - this.video.currentTime)}`
  }

  #paintFullscreen() {
    const full = document.fullscreenElement !== null
    const button = must('[data-do="fullscreen"]')
    button.replaceChildren(icon(full ? 'shrink' : 'fullscreen'))
    button.setAttribute('aria-label', full ? 'Leave full screen' : 'Full screen')
  }

  #restoreVolume() {
    const kept = Number(localStorage.getItem(VOLUME_KEY) ?? 1)
    this.video.volume = kept > 0 && kept <= 1 ? kept : 1
  }
}
