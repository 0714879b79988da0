/**
 * What the probe inside the page saw. Times are ms of the page's performance.now(). The probe is
 * the test's own, so that a start is not timed by the player that is measured.
 */
export interface StartObservation {
  /** First pointer event that reached the play button; a head start by hovering counts against us. */
  pressedAt: number | null
  clickAt: number | null
  /** First requestVideoFrameCallback after that: a decoded frame went to the compositor. */
  firstFrameAt: number | null
  /** When the play session was asked for. */
  sessionRequestedAt: number | null
  framesBeforePress: number
  decodedFrames: number
  frameWidth: number
  frameHeight: number
  currentTime: number
  /** Whether a CDM is attached to the video, and how many licences it took. */
  hasMediaKeys: boolean
  licences: number
  usableKeys: number
  /** Words of an error on the page, when there is one. */
  error: string | null
}

/** Runs in the page before any of its own scripts. */
export const PROBE_SCRIPT = `(() => {
  const seen = { pressedAt: null, clickAt: null, firstFrameAt: null, framesBeforePress: 0, licences: 0, usableKeys: 0 }
  window.startProbe = seen
  const isPlay = (event) => event.target instanceof Element && event.target.closest('[data-testid=play]')
  const press = (event) => {
    if (!isPlay(event)) return
    if (seen.pressedAt === null) {
      seen.pressedAt = event.timeStamp
      const video = document.querySelector('video')
      seen.framesBeforePress = video ? video.getVideoPlaybackQuality().totalVideoFrames : 0
      watch()
    }
    if (event.type === 'click' && seen.clickAt === null) seen.clickAt = event.timeStamp
  }
  seen.arm = () => {
    for (const type of ['pointerover', 'pointerdown', 'click']) window.addEventListener(type, press, true)
  }
  const watch = () => {
    const video = document.querySelector('video')
    if (!video) return requestAnimationFrame(watch)
    video.requestVideoFrameCallback(() => { seen.firstFrameAt = performance.now() })
  }
  if (window.MediaKeySession) {
    const update = MediaKeySession.prototype.update
    MediaKeySession.prototype.update = function (...given) {
      seen.licences += 1
      const session = this
      return update.apply(this, given).then((done) => {
        session.keyStatuses.forEach((status) => { if (status === 'usable') seen.usableKeys += 1 })
        return done
      })
    }
  }
})()`

/** Reads the probe; runs in the page. */
function readProbe(): StartObservation {
  const seen = (window as unknown as { startProbe: StartObservation }).startProbe
  const video = document.querySelector('video')
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const request = entries.find((entry) => entry.name.endsWith('/v1/playback/sessions'))
  const alert = document.querySelector('[role=alert]')
  return {
    pressedAt: seen.pressedAt,
    clickAt: seen.clickAt,
    firstFrameAt: seen.firstFrameAt,
    sessionRequestedAt: request ? request.startTime : null,
    framesBeforePress: seen.framesBeforePress,
    decodedFrames: video ? video.getVideoPlaybackQuality().totalVideoFrames : 0,
    frameWidth: video ? video.videoWidth : 0,
    frameHeight: video ? video.videoHeight : 0,
    currentTime: video ? video.currentTime : 0,
    hasMediaKeys: !!video && video.mediaKeys !== null,
    licences: seen.licences,
    usableKeys: seen.usableKeys,
    error: alert && alert.textContent ? alert.textContent.trim() || null : null,
  }
}

/** Watches the play button from now on; runs in the page. A rewritten document has lost older listeners. */
function armProbe(): void {
  ;(window as unknown as { startProbe: { arm: () => void } }).startProbe.arm()
}

// Apart from the functions: k6 sends their source to the page, and `export` would go with it.
export { armProbe, readProbe }
