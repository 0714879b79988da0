import type { PlayerCommands } from './keyboard.js'

const DOUBLE_TAP_MS = 280

interface Wakeable extends PlayerCommands {
  readonly awake: boolean
  wake(): void
  rest(): void
}

/**
 * Fingers: a tap shows or hides the controls, a double tap on the left or right third seeks.
 * Mice: a click plays or pauses, a double click fills the screen.
 */
export function listenToTouch(stage: HTMLElement, controls: Wakeable): void {
  let lastTapAt = -Infinity
  let pending: number | undefined
  stage.addEventListener('pointerup', (event) => {
    const onPicture = !(event.target as Element).closest(
      'button, a, input, [role], dialog, .notice'
    )
    if (!onPicture || event.button !== 0) return
    const doubled = event.timeStamp - lastTapAt < DOUBLE_TAP_MS
    lastTapAt = doubled ? -Infinity : event.timeStamp
    clearTimeout(pending)
    if (event.pointerType !== 'touch') {
      if (doubled) return controls.toggleFullscreen()
      pending = setTimeout(() => controls.togglePlay(), DOUBLE_TAP_MS - 60)
      return
    }
    const third = event.clientX / innerWidth
    if (doubled && third < 0.36) return controls.seekBy(-10)
    if (doubled && third > 0.64) return controls.seekBy(10)
    const toggle = () => (controls.awake ? controls.rest() : controls.wake())
    pending = setTimeout(toggle, doubled ? 0 : DOUBLE_TAP_MS)
  })
}
