import { RequestRefused, chosenProfile, goToLogIn, isLoggedOut, viewer } from '../../core/ui/api.js'
import type { PlaySession } from '../../core/ui/api_types.js'
import { must } from '../../core/ui/dom.js'
import { wearSubtitleStyle } from '../../core/ui/subtitle_style.js'
import { episodeLabel } from '../../core/ui/words.js'
import { Controls } from './controls.js'
import { sendUnsent } from './heartbeats.js'
import { announceToSystem } from './media_session.js'
import { NextEpisodeCard } from './next_episode.js'
import type { TrackListener } from './menus.js'
import { type Play, type PlayListener, codeOf, observePlay, startPlay } from './play.js'
import { NOTHING_TO_PLAY, RefusalPanel, refusalFor, refusalForStop } from './refusal.js'
import { publishMetrics } from './start_metrics.js'
import type { AudioTrack, TextTrack } from './shaka_global.js'
import { parseThumbnails } from './thumbnails.js'
import { restoreSpeed } from './speed.js'
import { TrackMemory } from './track_memory.js'
import { type WantedOnPage, readWanted } from './wanted.js'
import { type WarmPlayer, warmPlayer } from './warm_player.js'

/** The page /watch/:id: artwork with a play button first, then the player. */
class WatchPage implements PlayListener, TrackListener {
  #stage = must('[data-stage]')
  #video = must<HTMLVideoElement>('video')
  #wanted: WantedOnPage = readWanted()
  #refusals = new RefusalPanel(() => void this.#start(this.#startOver))
  #warming: Promise<WarmPlayer>
  #controls: Controls | null = null
  #play: Play | null = null
  #memory: TrackMemory | null = null
  #stopObserving = () => {}
  #startOver = false
  #starting = false

  constructor() {
    publishMetrics(this.#video)
    if (this.#wanted.missing) {
      this.#stage.dataset['state'] = 'refused'
      this.#refusals.show(NOTHING_TO_PLAY)
    }
    this.#warming = warmPlayer(this.#video, must('[data-text]'))
    this.#warming.then(
      () => this.#ready(),
      (error: unknown) => this.#refuse(error)
    )
    // The token is fetched before the click, so that the click need not wait for it.
    viewer().then(
      ({ profiles }) =>
        wearSubtitleStyle(must('[data-text]'), chosenProfile(profiles)?.subtitleStyle ?? null),
      (error: unknown) => isLoggedOut(error) && goToLogIn()
    )
    must('[data-testid="play"]').addEventListener('click', () => void this.#start(false))
    must('[data-start-over]').addEventListener('click', () => void this.#start(true))
    this.#reportLeaving()
    if (this.#wanted.autoplay && !this.#wanted.missing)
      void this.#start(new URLSearchParams(location.search).has('startOver'))
  }

  firstFrame(): void {
    this.#stage.dataset['state'] = 'playing'
    this.#stage.removeAttribute('data-buffering')
    this.#controls?.wake()
  }

  renewed(policy: PlaySession['edgePolicy']): void {
    void this.#warming.then(({ media }) => media.renew(policy))
  }

  stopped(reason: string | null): void {
    this.#video.pause()
    void this.#unload()
    this.#refusals.show(refusalForStop(reason))
  }

  connected(yes: boolean): void {
    must('[data-offline]').hidden = yes
    if (yes) this.#controls?.toast('Back online')
  }

  choseAudio(track: AudioTrack): void {
    this.#play?.reports.meter.expectWait()
    this.#memory?.choseAudio(track)
  }

  choseText(track: TextTrack | null): void {
    this.#memory?.choseText(track)
  }

  choseQuality(): void {
    this.#play?.reports.meter.expectWait()
  }

  async #start(startOver: boolean): Promise<void> {
    if (this.#starting) return
    const clickAt = performance.now()
    this.#starting = true
    this.#startOver = startOver
    this.#stage.dataset['state'] = 'starting'
    this.#allowSound()
    try {
      this.#play = await startPlay(
        this.#video,
        this.#warming,
        this.#wanted.wanted,
        { startOver, at: startOver ? null : this.#wanted.at },
        clickAt,
        this
      )
      await this.#playing(this.#play)
    } catch (error) {
      this.#refuse(error)
    } finally {
      this.#starting = false
    }
  }

  /** Asks to play within the click itself, which is when browsers allow sound. */
  #allowSound() {
    this.#video.muted = false
    this.#video.play().catch((error: DOMException) => {
      if (error.name !== 'NotAllowedError') return
      this.#video.muted = true
      this.#controls?.toast('Muted by your browser. Press M for sound.')
      void this.#video.play().catch(() => undefined)
    })
  }

  #ready() {
    window.flixflow.ready = true
    document.documentElement.dataset['ready'] = ''
    void sendUnsent()
  }

  async #playing(play: Play): Promise<void> {
    const warm = await this.#warming
    const { session } = play
    if (this.#video.paused) void this.#video.play().catch(() => undefined)
    this.#stopObserving()
    this.#stopObserving = observePlay(warm, play.metrics)
    this.#controls ??= this.#makeControls(warm)
    this.#controls.menus.refresh()
    restoreSpeed(this.#video)
    this.#controls.skipOffer.use(session)
    const { titleId, episodeId } = session.title
    const of = { profileId: play.profile.id, titleId, episodeId }
    this.#memory = new TrackMemory(of.profileId, titleId)
    // Without them the film plays all the same.
    this.#controls.bookmarks.use(of).catch(() => undefined)
    this.#name(play)
    announceToSystem(session, this.#wanted.artwork, this.#controls, (to) =>
      this.#controls?.seekTo(to)
    )
    this.#offerNext(play)
    void this.#loadThumbnails(play, warm)
  }

  #makeControls(warm: WarmPlayer): Controls {
    const controls = new Controls(this.#video, warm.player, () => this.#duration(), this)
    const { player } = warm
    player.addEventListener('buffering', (event) => {
      const { buffering } = event as Event & { buffering: boolean }
      this.#stage.toggleAttribute('data-buffering', buffering)
    })
    player.addEventListener('error', (event) => {
      const { detail } = event as Event & { detail: { severity: number; code: number } }
      if (detail.severity === 2) return this.#refuse(detail)
      this.#play?.reports.meter.failed(codeOf(detail), false)
    })
    for (const event of ['pause', 'seeked', 'ended', 'play']) {
      this.#video.addEventListener(event, () => void this.#play?.heartbeats.beat())
    }
    return controls
  }

  #duration(): number {
    const { duration } = this.#video
    return Number.isFinite(duration) && duration > 0
      ? duration
      : (this.#play?.session.durationSeconds ?? 0)
  }

  #name({ session: { title } }: Play) {
    const label = episodeLabel(title.seasonNumber, title.episodeNumber)
    must('[data-title]').textContent = title.showName ?? title.name
    const under = title.showName ? [label, title.name].filter(Boolean).join(' · ') : ''
    must('[data-subtitle]').textContent = under
    document.title = `${under ? `${title.showName}: ${under}` : title.name} · FlixFlow`
  }

  #offerNext({ session, profile }: Play) {
    const { nextEpisode } = session
    must('[data-do="next"]').hidden = !nextEpisode
    if (!nextEpisode || !this.#controls || this.#controls.next) return
    const playNext = () => {
      location.assign(`/watch/${nextEpisode.id}?autoplay=1`)
    }
    this.#controls.next = playNext
    const followsOn = profile.autoplayNextEpisode ?? true
    const duration = () => this.#duration()
    new NextEpisodeCard(this.#video, duration, nextEpisode, session, followsOn, playNext)
  }

  async #loadThumbnails({ session }: Play, { media }: WarmPlayer): Promise<void> {
    if (!session.thumbnails) return
    const signed = (url: string) => media.signed(new URL(url, location.href).href)
    const url = signed(session.thumbnails.vtt)
    const response = await fetch(url, { priority: 'low' }).catch(() => null)
    if (!response?.ok) return
    const thumbnails = parseThumbnails(await response.text(), url)
    this.#controls?.seekBar.useThumbnails(thumbnails, signed)
    this.#controls?.bookmarks.useThumbnails(thumbnails, signed)
  }

  #refuse(error: unknown) {
    this.#play?.reports.meter.failed(codeOf(error), true)
    this.#stage.dataset['state'] = 'refused'
    void this.#unload()
    const reason = error instanceof RequestRefused ? error.code : String(error)
    this.#stage.dataset['reason'] = reason
    this.#refusals.show(refusalFor(error))
  }

  async #unload(): Promise<void> {
    this.#stopObserving()
    this.#stopObserving = () => {}
    this.#play?.reports.end()
    await this.#play?.heartbeats.end()
    this.#play = null
    const warm = await this.#warming.catch(() => null)
    warm?.media.drop()
    await warm?.player.unload(true)
  }

  #reportLeaving() {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.#play?.heartbeats.beat(true)
    })
    addEventListener('pagehide', () => void this.#play?.heartbeats.end())
    // A page brought back from the browser's cache has no session any more.
    addEventListener('pageshow', (event) => event.persisted && location.reload())
    addEventListener('online', () => void this.#play?.heartbeats.beat())
  }
}

new WatchPage()
