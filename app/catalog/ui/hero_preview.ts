import type { HeroTitle, Profile } from '../../core/ui/api_types.js'
import { h, prefersLessMotion } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import type { PreviewPlayer } from '../../core/ui/preview_player.js'

/** How long the picture is looked at first. */
const DELAY_MS = 2_000
const SEEN_KEY = 'flixflow.previewed'

/**
 * Plays the trailer of the title that home begins with, by itself and without sound, where the
 * profile wants that and neither the system nor the network asks for less. Once for each title in a
 * tab: who comes back to home has seen it. Whatever fails, the picture stays.
 */
export function previewTrailer(hero: HTMLElement, title: HeroTitle, profile: Profile): void {
  const { trailerId } = title
  if (!trailerId || !profile.autoplayPreviews || prefersLessMotion() || savesData()) return
  if (sessionStorage.getItem(SEEN_KEY) === trailerId) return
  setTimeout(() => {
    if (document.hidden || !isInView(hero)) return
    sessionStorage.setItem(SEEN_KEY, trailerId)
    begin(hero, trailerId, profile.id).catch(() => undefined)
  }, DELAY_MS)
}

async function begin(hero: HTMLElement, titleId: string, profileId: string): Promise<void> {
  const { preview, shaka } = hero.dataset
  const { playPreview } = (await import(preview!)) as PreviewPlayer
  const video = h('video', { 'playsinline': true, 'muted': true, 'aria-hidden': true })
  const picture = hero.querySelector('.hero-picture')
  picture?.append(video)
  const watching = new IntersectionObserver(([entry]) => {
    if (entry?.isIntersecting) void video.play().catch(() => undefined)
    else video.pause()
  })
  const hide = () => video.pause()
  const over = () => {
    watching.disconnect()
    document.removeEventListener('visibilitychange', hide)
    hero.removeAttribute('data-previewing')
    controls.remove()
    video.remove()
  }
  const controls = h('div', { class: 'preview-controls' })
  const { stop } = await playPreview({ video, titleId, profileId, shakaUrl: shaka!, over })
  watching.observe(hero)
  document.addEventListener('visibilitychange', hide)
  hero.setAttribute('data-previewing', '')
  controls.append(muteButton(video), button('close', 'Stop the preview', stop))
  hero.append(controls)
}

function muteButton(video: HTMLVideoElement): HTMLElement {
  const words = () => (video.muted ? 'Sound on' : 'Sound off')
  const mute = button('muted', words(), () => {
    video.muted = !video.muted
    mute.setAttribute('aria-label', words())
    mute.replaceChildren(icon(video.muted ? 'muted' : 'volume'))
  })
  mute.dataset['previewMute'] = ''
  return mute
}

function button(name: Parameters<typeof icon>[0], label: string, onclick: () => void) {
  return h(
    'button',
    { 'type': 'button', 'class': 'preview-button', 'aria-label': label, 'title': label, onclick },
    icon(name)
  )
}

function isInView(hero: HTMLElement): boolean {
  return hero.getBoundingClientRect().bottom > innerHeight / 4
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}
