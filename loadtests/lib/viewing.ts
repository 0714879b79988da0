import exec from 'k6/execution'
import { fail, sleep } from 'k6'
import { Counter, Trend } from 'k6/metrics'
import { LOAD_PASSWORD, viewerEmail } from './accounts.ts'
import * as service from './service.ts'
import { settings } from './settings.ts'

/** Heartbeats and stops that the service acknowledged. */
export const acknowledgedPositions = new Counter('acknowledged_positions')
/** Acknowledged positions that were looked for again, by a resume or at the end of the run. */
export const comparedPositions = new Counter('compared_positions')
/** Acknowledged positions that were not there when looked for. */
export const lostPositions = new Counter('lost_positions')
/** Viewers whose last acknowledged position was compared at the end of the run. */
export const viewersReadBack = new Counter('viewers_read_back')
/** Viewers who gave up before their time. */
export const viewersStopped = new Counter('viewers_stopped')
/** ms from sending a start to the answer, licence included. */
export const playableAfter = new Trend('start_and_licence_duration', true)

/** How a viewer watches. */
export interface Habits {
  heartbeatSeconds: number
  /** Heartbeats between a start and the stop after it. */
  heartbeatsPerPlay: number
  /** Every n-th viewer downloads the first segments of each play. */
  segmentsForEvery: number
}

/** When the run began and which title is watched; the same for all viewers. */
export interface Programme {
  titleId: string
  /** ms since 1970 at which the first viewer logs in. */
  beginsAt: number
  /** ms since 1970 at which viewers stop watching. */
  endsAt: number
}

/** Seconds in which all viewers log in, one after the other. */
export function rampSeconds(): number {
  return Math.ceil(settings.viewers / settings.logInsPerSecond)
}

/** Looks the title up once and sets the times of the run. */
export function planProgramme(): Programme {
  const titleId = settings.titleId || service.firstPlayableFilm(enter(0))
  const beginsAt = Date.now() + 1000
  return { titleId, beginsAt, endsAt: beginsAt + (rampSeconds() + settings.steadySeconds) * 1000 }
}

/** One viewer from log in to the last read back. The position moves as a player's would. */
export class Viewing {
  #login: service.LogIn
  /** Positions in seconds that a read back may answer: the last acknowledged, and any sent after it. */
  #mayBe: number[] = []
  #acknowledged = false

  constructor(
    readonly programme: Programme,
    readonly habits: Habits
  ) {
    this.#login = enter(exec.vu.idInTest)
  }

  get #timeIsUp(): boolean {
    return Date.now() >= this.programme.endsAt
  }

  /** Start, licence, heartbeats with seeks and a pause, stop; then the same again, resuming. */
  watchUntilTheEnd(): void {
    sleep(Math.random() * 2)
    while (!this.#timeIsUp) {
      this.#play()
      sleep(1 + Math.random() * 3)
    }
  }

  /** Reads the last acknowledged position back and compares. */
  readBack(): void {
    if (!this.#acknowledged) return
    this.#stayLoggedIn()
    const position = service.readBackPosition(this.#login, this.programme.titleId)
    this.#compare(position, 'at the end')
    viewersReadBack.add(1)
  }

  #play(): void {
    this.#stayLoggedIn()
    const clickedAt = Date.now()
    const session = service.startPlaySession(this.#login, this.programme.titleId)
    service.fetchLicence(session)
    playableAfter.add(Date.now() - clickedAt)
    if (this.#acknowledged) this.#compare(session.resumePositionSeconds, 'on resuming')
    if (exec.vu.idInTest % this.habits.segmentsForEvery === 0) service.fetchFirstSegments(session)

    const play = new Play(session, this.habits, clickedAt)
    const until = Math.max(this.programme.endsAt, clickedAt + this.habits.heartbeatSeconds * 1000)
    for (let beat = 0; beat < this.habits.heartbeatsPerPlay && Date.now() < until; beat++) {
      // Players do not beat in step: the first interval of each play has a random length.
      sleep(this.habits.heartbeatSeconds * (beat === 0 ? 0.2 + Math.random() * 0.8 : 1))
      const heartbeat = play.next(beat)
      this.#sent(heartbeat.positionSeconds, service.sendHeartbeat(session, heartbeat))
    }
    const last = play.stop()
    this.#sent(last.positionSeconds, service.endPlaySession(session, last))
  }

  #sent(positionSeconds: number, acknowledged: boolean): void {
    if (!acknowledged) {
      this.#mayBe.push(positionSeconds)
      return
    }
    this.#mayBe = [positionSeconds]
    this.#acknowledged = true
    acknowledgedPositions.add(1)
  }

  #compare(found: number | null, when: string): void {
    comparedPositions.add(1)
    const kept = found !== null && this.#mayBe.some((sent) => Math.abs(sent - found) < 0.0015)
    if (kept) return
    lostPositions.add(1)
    console.error(
      `position ${this.#mayBe.join(' or ')} s was acknowledged, ${found} s came back ${when}`
    )
  }

  #stayLoggedIn(): void {
    if (Date.now() < this.#login.expiresAt - 30_000) return
    this.#login = service.refresh(this.#login.refreshToken)
  }
}

/** The moving position of one play session. */
class Play {
  #positionSeconds: number
  #sequence = 0
  #movedAt = Date.now()

  constructor(
    readonly session: service.PlaySession,
    readonly habits: Habits,
    readonly startedAt: number
  ) {
    this.#positionSeconds = session.resumePositionSeconds
  }

  /** The next heartbeat: the third follows a seek, the fifth is sent while paused. */
  next(beat: number): service.Heartbeat {
    this.#advance()
    const farthest = this.session.durationSeconds * 0.7
    const seeks = beat % 6 === 2 || this.#positionSeconds > farthest
    if (seeks) this.#positionSeconds = 2 + Math.random() * Math.max(farthest - 2, 0) * 0.4
    const state = seeks ? 'seeking' : beat % 6 === 4 ? 'paused' : 'playing'
    return { ...this.#here(), state }
  }

  stop(): Omit<service.Heartbeat, 'state'> {
    return this.#here()
  }

  #advance(): void {
    const now = Date.now()
    this.#positionSeconds += (now - this.#movedAt) / 1000
    this.#movedAt = now
  }

  #here() {
    this.#sequence += 1
    return {
      positionSeconds: Math.round(this.#positionSeconds * 1000) / 1000,
      elapsedMs: Date.now() - this.startedAt,
      sequence: this.#sequence,
    }
  }
}

/** Runs one virtual user as a viewer, at its own place in the ramp. */
export function beViewer(programme: Programme, habits: Habits): void {
  const place = (exec.vu.idInTest - 1) / settings.logInsPerSecond
  sleep(Math.max(0, (programme.beginsAt - Date.now()) / 1000 + place))
  try {
    const viewing = new Viewing(programme, habits)
    viewing.watchUntilTheEnd()
    viewing.readBack()
  } catch (error) {
    viewersStopped.add(1)
    fail(`viewer ${exec.vu.idInTest}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Logs a viewer in. The accounts are made by `node ace load:fill`, as no mailbox stands behind them. */
function enter(viewer: number): service.LogIn {
  return service.logIn(viewerEmail(viewer || 1), LOAD_PASSWORD, 'k6')
}
