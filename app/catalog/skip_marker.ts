/** A stretch that a viewer may skip. Seconds from the start of the film or episode. */
export interface SkipMarker {
  kind: 'intro' | 'recap' | 'credits'
  startSeconds: number
  endSeconds: number
}
