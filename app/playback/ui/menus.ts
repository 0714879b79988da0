import { h, must } from '../../core/ui/dom.js'
import { icon } from '../../core/ui/icons.js'
import type { AudioTrack, ShakaPlayer, TextTrack } from './shaka_global.js'
import { SPEEDS, setSpeed } from './speed.js'

interface Choice {
  label: string
  note?: string
  chosen: boolean
  choose(): void
}

interface Section {
  name: string
  choices: Choice[]
}

/** Told when the viewer chooses; waiting for what was chosen is then no rebuffering. */
export interface TrackListener {
  choseAudio(track: AudioTrack): void
  /** Null: subtitles were turned off. */
  choseText(track: TextTrack | null): void
  choseQuality(): void
}

/** The audio, subtitles and settings menus: one open at a time, made anew when opened. */
export class Menus {
  #panel = must('[data-menu]')
  #openedBy: HTMLElement | null = null

  constructor(
    private player: ShakaPlayer,
    private video: HTMLVideoElement,
    private listener: TrackListener
  ) {
    this.#wire('audio', () => [this.#audio()])
    this.#wire('subtitles', () => [this.#subtitles()])
    this.#wire('settings', () => [this.#quality(), this.#speed()])
    document.addEventListener('pointerdown', (event) => {
      const target = event.target as Element
      if (!target.closest('[data-menu], [data-menu-button]')) this.close()
    })
  }

  get open(): boolean {
    return this.#openedBy !== null
  }

  close(): void {
    if (!this.#openedBy) return
    this.#panel.hidden = true
    this.#openedBy.setAttribute('aria-expanded', 'false')
    if (this.#panel.contains(document.activeElement)) this.#openedBy.focus()
    this.#openedBy = null
  }

  /** Hides what this film cannot offer. */
  refresh(): void {
    must('[data-menu-button="subtitles"]').hidden = this.player.getTextTracks().length === 0
    must('[data-menu-button="audio"]').hidden = this.player.getAudioTracks().length < 2
  }

  /** Turns subtitles off, or on in the viewer's language. Answers what is on now. */
  toggleSubtitles(): string | null {
    const tracks = this.player.getTextTracks()
    const active = tracks.find((track) => track.active)
    const wanted = active ? null : (tracks.find(inViewersLanguage) ?? tracks[0] ?? null)
    this.#chooseText(wanted)
    return wanted && nameOf(wanted.language, wanted.label)
  }

  #wire(name: string, sections: () => Section[]) {
    const button = must(`[data-menu-button="${name}"]`)
    button.addEventListener('click', () => {
      const again = this.#openedBy === button
      this.close()
      if (!again) this.#show(button, sections)
    })
  }

  #show(button: HTMLElement, sections: () => Section[]) {
    this.#openedBy = button
    button.setAttribute('aria-expanded', 'true')
    this.#panel.setAttribute('aria-label', button.getAttribute('aria-label') ?? '')
    this.#fill(sections)
    this.#panel.hidden = false
    this.#panel.querySelector<HTMLElement>('[aria-checked="true"]')?.focus({ preventScroll: true })
  }

  #fill(sections: () => Section[]) {
    this.#panel.replaceChildren(
      ...sections()
        .filter((section) => section.choices.length > 0)
        .map((section) => this.#section(section, sections))
    )
  }

  #section(section: Section, sections: () => Section[]): HTMLElement {
    const rows = section.choices.map((choice) => {
      const row = h(
        'button',
        {
          'type': 'button',
          'role': 'menuitemradio',
          'aria-checked': String(choice.chosen),
          'onclick': () => {
            choice.choose()
            this.#fill(sections)
            this.#panel
              .querySelector<HTMLElement>(`[data-label="${CSS.escape(choice.label)}"]`)
              ?.focus()
          },
          'data-label': choice.label,
        },
        icon('check'),
        h('span', {}, choice.label),
        choice.note ? h('small', {}, choice.note) : null
      )
      return row
    })
    return h(
      'div',
      { 'role': 'group', 'aria-label': section.name },
      h('h2', {}, section.name),
      ...rows
    )
  }

  #audio(): Section {
    const choices = this.player.getAudioTracks().map((track) => ({
      label: nameOf(track.language, track.label),
      note: track.channelsCount && track.channelsCount > 2 ? 'Surround' : undefined,
      chosen: track.active,
      choose: () => {
        this.listener.choseAudio(track)
        this.player.selectAudioTrack(track)
      },
    }))
    return { name: 'Audio', choices }
  }

  #subtitles(): Section {
    const tracks = this.player.getTextTracks()
    const off = {
      label: 'Off',
      chosen: !tracks.some((track) => track.active),
      choose: () => this.#chooseText(null),
    }
    const choices = tracks.map((track) => ({
      label: nameOf(track.language, track.label),
      note: track.forced ? 'Forced' : undefined,
      chosen: track.active,
      choose: () => this.#chooseText(track),
    }))
    return { name: 'Subtitles', choices: [off, ...choices] }
  }

  #chooseText(track: TextTrack | null) {
    this.player.selectTextTrack(track)
    this.listener.choseText(track)
  }

  #quality(): Section {
    const adaptive = this.player.getConfiguration().abr.enabled
    const tracks = [...this.player.getVideoTracks()].sort(
      (a, b) => (b.height ?? 0) - (a.height ?? 0)
    )
    const active = tracks.find((track) => track.active)
    const automatic: Choice = {
      label: 'Automatic',
      note: adaptive && active?.height ? `${active.height}p now` : undefined,
      chosen: adaptive,
      choose: () => this.player.configure('abr.enabled', true),
    }
    const choices = tracks.map((track) => ({
      label: `${track.height}p`,
      note: (track.height ?? 0) >= 1080 ? 'Full HD' : (track.height ?? 0) >= 720 ? 'HD' : undefined,
      chosen: !adaptive && track.active,
      choose: () => {
        this.listener.choseQuality()
        this.player.configure('abr.enabled', false)
        this.player.selectVideoTrack(track, true, 1)
      },
    }))
    return { name: 'Quality', choices: [automatic, ...choices] }
  }

  #speed(): Section {
    const choices = SPEEDS.map((speed) => ({
      label: speed === 1 ? 'Normal' : `${speed}×`,
      chosen: this.video.playbackRate === speed,
      choose: () => setSpeed(this.video, speed),
    }))
    return { name: 'Speed', choices }
  }
}

function inViewersLanguage(track: { language: string }): boolean {
  return track.language.split('-')[0] === navigator.language.split('-')[0]
}

function nameOf(language: string, label?: string | null): string {
  if (label) return label
  if (!language || language === 'und') return 'Original'
  try {
    return (
      new Intl.DisplayNames([navigator.language], { type: 'language' }).of(language) ?? language
    )
  } catch {
    return language
  }
}
