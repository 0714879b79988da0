const KEY = 'flixflow.speed'

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2]

/** Plays at this speed, and the next films on this device too. */
export function setSpeed(video: HTMLVideoElement, speed: number): void {
  video.defaultPlaybackRate = speed
  video.playbackRate = speed
  localStorage.setItem(KEY, String(speed))
}

/** Plays at the speed that was chosen last on this device. */
export function restoreSpeed(video: HTMLVideoElement): void {
  const kept = Number(localStorage.getItem(KEY) ?? 1)
  if (!SPEEDS.includes(kept)) return
  video.defaultPlaybackRate = kept
  video.playbackRate = kept
}
