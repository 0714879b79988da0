import type { AccessAnswer, LogInAnswer, ProblemDocument, Profile } from './api_types.js'

/** A request that the service refused, with its problem document. */
export class RequestRefused extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problem.detail ?? problem.title)
  }

  get code() {
    return this.problem.code
  }
}

/** A request that never got an answer: no network, or the service is away. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('No answer from FlixFlow', { cause })
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  body?: unknown
  /** Bearer token; without one the viewer's access token is used, refreshed when it has run out. */
  token?: string
  /** Sends no token at all. */
  anonymous?: boolean
  /** Lets the request outlive the page. */
  keepalive?: boolean
  priority?: RequestPriority
  signal?: AbortSignal
}

interface LoggedIn {
  accessToken: string
  /** performance.now() in ms from which the token counts as spent. */
  spentAt: number
  account: LogInAnswer['account']
  profiles: Profile[]
}

const PROFILE_KEY = 'flixflow.profile'
const LEEWAY_MS = 20_000

let loggedIn: LoggedIn | null = null
let refreshing: Promise<LoggedIn> | null = null

/** Keeps the access token in this page's memory only. */
export function adopt(answer: LogInAnswer): LoggedIn {
  loggedIn = {
    accessToken: answer.accessToken,
    spentAt: spentAt(answer),
    account: answer.account,
    profiles: answer.profiles,
  }
  return loggedIn
}

/** Goes on with an access token that was answered for this device beside a refresh. */
export function adoptAccess(answer: AccessAnswer): void {
  if (!loggedIn) return
  loggedIn = { ...loggedIn, accessToken: answer.accessToken, spentAt: spentAt(answer) }
}

/** When the viewer's name, profiles or settings changed: the next question asks for them anew. */
export function forgetViewer(): void {
  loggedIn = null
}

function spentAt({ accessTokenExpiresAt }: AccessAnswer): number {
  const lifetimeMs = Date.parse(accessTokenExpiresAt) - Date.now()
  return performance.now() + Math.max(lifetimeMs - LEEWAY_MS, LEEWAY_MS)
}

/**
 * The logged-in viewer, by the refresh cookie when this page has no fresh access token yet.
 * Refresh tokens rotate and their reuse ends the family, so tabs take turns by a Web Lock.
 */
export async function viewer(): Promise<LoggedIn> {
  if (loggedIn && performance.now() < loggedIn.spentAt) return loggedIn
  refreshing ??= inTurn(refresh).finally(() => (refreshing = null))
  return refreshing
}

async function refresh(): Promise<LoggedIn> {
  const answer = await send<LogInAnswer>('/v1/auth/refresh', {
    method: 'POST',
    body: {},
    anonymous: true,
    keepalive: true,
    priority: 'high',
  })
  return adopt(answer)
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks
    ? (navigator.locks.request('flixflow.refresh', work) as Promise<T>)
    : work()
}

/** Calls the API and answers its JSON. Raises RequestRefused or NoAnswer. */
export async function api<T>(path: string, options: RequestOptions = {}): Promise<T> {
  if (options.anonymous || options.token) return send<T>(path, options)
  const { accessToken } = await viewer()
  try {
    return await send<T>(path, { ...options, token: accessToken })
  } catch (error) {
    if (!(error instanceof RequestRefused) || error.problem.status !== 401) throw error
    loggedIn = null
    const again = await viewer()
    return send<T>(path, { ...options, token: again.accessToken })
  }
}

async function send<T>(path: string, options: RequestOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.token) headers['authorization'] = `Bearer ${options.token}`
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  const response = await fetch(path, {
    method: options.method ?? 'GET',
    headers,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    keepalive: options.keepalive,
    priority: options.priority,
    signal: options.signal,
    credentials: 'same-origin',
  }).catch((cause: unknown) => {
    throw new NoAnswer(cause)
  })
  if (response.status === 204) return undefined as T
  const text = await response.text()
  if (!response.ok) throw new RequestRefused(problemOf(response, text))
  return JSON.parse(text) as T
}

function problemOf(response: Response, text: string): ProblemDocument {
  try {
    const parsed = JSON.parse(text) as ProblemDocument
    if (parsed.code) return { ...parsed, status: response.status }
  } catch {
    // Not JSON: a proxy or a crashed process answered.
  }
  return {
    title: 'Something went wrong on our side',
    status: response.status,
    code: 'unknown',
  }
}

/** Ends this device's log-in, here and on the server. */
export async function logOut(): Promise<void> {
  await api('/v1/auth/logout', { method: 'POST' }).catch(() => undefined)
  loggedIn = null
  localStorage.removeItem(PROFILE_KEY)
}

/** The profile that watches on this device, or null when the viewer has yet to choose. */
export function chosenProfile(profiles: Profile[]): Profile | null {
  if (profiles.length === 1) return profiles[0]!
  const id = localStorage.getItem(PROFILE_KEY)
  return profiles.find((profile) => profile.id === id) ?? null
}

export function chooseProfile(profile: Profile): void {
  localStorage.setItem(PROFILE_KEY, profile.id)
}

/** Sends a viewer who is not logged in to the log-in page, and back here afterwards. */
export function goToLogIn(): void {
  const back = location.pathname + location.search
  location.assign(`/login?next=${encodeURIComponent(back)}`)
}

/** Whether an error means that nobody is logged in. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof RequestRefused && error.problem.status === 401
}
