/** An artefact that is not what was written, or not one at all. */
export class ArtefactDamaged extends Error {
  readonly code = 'E_ARTEFACT_DAMAGED'
  constructor(
    readonly id: string,
    readonly why: string
  ) {
    super(`The artefact ${id} is damaged: ${why}`)
    this.name = 'ArtefactDamaged'
  }
}
