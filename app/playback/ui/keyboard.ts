/** What keys and buttons can ask of the player. Steps are seconds, volume steps are shares of 1. */
export interface PlayerCommands {
  togglePlay(): void
  seekBy(seconds: number): void
  seekToShare(share: number): void
  changeVolume(step: number): void
  toggleMute(): void
  toggleFullscreen(): void
  toggleSubtitles(): void
  togglePictureInPicture(): void
  changeSpeed(direction: 1 | -1): void
  playNext(): void
  skip(): void
  mark(): void
  toggleHelp(): void
  escape(): void
}

/** The keys, as the help panel lists them. */
export const KEYS: Array<[string, string]> = [
  ['Space  K', 'Play or pause'],
  ['←  →', 'Back or forward 5 seconds'],
  ['J  L', 'Back or forward 10 seconds'],
  ['↑  ↓', 'Volume'],
  ['M', 'Mute'],
  ['C', 'Subtitles'],
  ['F', 'Full screen'],
  ['P', 'Picture in picture'],
  ['<  >', 'Slower or faster'],
  ['0 … 9', 'Jump to 0 … 90 %'],
  ['S', 'Skip intro, recap or credits'],
  ['B', 'Bookmark this moment'],
  ['N', 'Next episode'],
  ['?', 'This list'],
]

/** Listens for the player's keys on the whole page. */
export function listenToKeys(commands: PlayerCommands): void {
  const byKey: Record<string, () => void> = {
    'k': () => commands.togglePlay(),
    'j': () => commands.seekBy(-10),
    'l': () => commands.seekBy(10),
    'ArrowLeft': () => commands.seekBy(-5),
    'ArrowRight': () => commands.seekBy(5),
    'ArrowUp': () => commands.changeVolume(0.1),
    'ArrowDown': () => commands.changeVolume(-0.1),
    'm': () => commands.toggleMute(),
    'f': () => commands.toggleFullscreen(),
    'c': () => commands.toggleSubtitles(),
    'p': () => commands.togglePictureInPicture(),
    'n': () => commands.playNext(),
    's': () => commands.skip(),
    'b': () => commands.mark(),
    '>': () => commands.changeSpeed(1),
    '<': () => commands.changeSpeed(-1),
    '?': () => commands.toggleHelp(),
    'Escape': () => commands.escape(),
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const target = event.target as Element
    const inMenu = target.closest('[role="menu"], dialog, [data-refusal]')
    if (target.closest('input, textarea, select')) return
    if (inMenu && event.key !== 'Escape')
      return inMenu.matches('[role="menu"]') ? rove(event) : undefined
    // Space and Enter on a focused button press that button.
    if (event.key === ' ' && target.closest('button, a')) return
    const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : null
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const run = digit !== null ? () => commands.seekToShare(digit / 10) : byKey[key]
    const command = event.key === ' ' ? () => commands.togglePlay() : run
    if (!command) return
    event.preventDefault()
    command()
  })
}

/** Arrow keys move between the rows of an open menu. */
function rove(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (!step) return
  const menu = (event.target as Element).closest('[role="menu"]')!
  const rows = [...menu.querySelectorAll<HTMLElement>('[role="menuitemradio"]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  rows[(at + step + rows.length) % rows.length]?.focus()
  event.preventDefault()
}
