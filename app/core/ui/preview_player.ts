/**
 * What the bundle `preview.js` gives. Pages of the catalogue load it when a preview begins, by the
 * address that their template names, so that nobody else pays for a player.
 */
export interface PreviewPlayer {
  /**
   * Plays a trailer without sound in a video element. Resolves at its first frame; `over` is called
   * once when it has ended or failed after that. Raises what the API or Shaka raises.
   */
  playPreview(of: {
    video: HTMLVideoElement
    titleId: string
    profileId: string
    shakaUrl: string
    over: () => void
  }): Promise<{ stop: () => void }>
}
