import type shakaModule from 'shaka-player/dist/shaka-player.dash-es2021.js'

export type Shaka = typeof shakaModule
export type ShakaPlayer = shakaModule.Player
export type SchemePlugin = shakaModule.extern.SchemePlugin
export type ShakaResponse = shakaModule.extern.Response
export type Variant = shakaModule.extern.Variant
export type AbrManager = shakaModule.extern.AbrManager
export type AudioTrack = shakaModule.extern.AudioTrack
export type TextTrack = shakaModule.extern.TextTrack
export type VideoTrack = shakaModule.extern.VideoTrack

/** Fetches Shaka where the page did not bring it. */
export async function loadShaka(url: string): Promise<void> {
  if ('shaka' in globalThis) return
  const script = document.createElement('script')
  script.src = url
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', reject)
  })
  document.head.append(script)
  await loaded
}

/** Shaka comes as a file of its own, so that the catalogue page can prefetch it and keep it cached. */
export function loadedShaka(): Shaka {
  const shaka = (globalThis as unknown as { shaka?: Shaka }).shaka
  if (!shaka) throw new Error('The player code has not loaded')
  return shaka
}
