import { toString as drawQrCode } from 'qrcode/lib/browser.js'
import { NoAnswer, RequestRefused, api } from '../../core/ui/api.js'
import type { LogInAnswer } from '../../core/ui/api_types.js'
import { h, must } from '../../core/ui/dom.js'

/** The answer of RFC 8628 section 3.2. Times are seconds. */
interface PairingRequest {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  expires_in: number
  interval: number
}

const DEVICE = { name: 'FlixFlow on TV', kind: 'tv' }

/** By how much longer a TV waits when it is told to slow down (RFC 8628 section 3.5). Seconds. */
const SLOWER = 5

function post<T>(path: string, body: object): Promise<T> {
  return api<T>(path, { method: 'POST', anonymous: true, body })
}

function say(words: string): void {
  must('[data-state]').textContent = words
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
}

async function show(request: PairingRequest): Promise<void> {
  const { host, pathname } = new URL(request.verification_uri)
  must('[data-address]').textContent = host + pathname
  must('[data-code]').textContent = request.user_code
  const options = { type: 'svg', margin: 4, errorCorrectionLevel: 'M' } as const
  const picture = await drawQrCode(request.verification_uri_complete, options)
  must('[data-picture]').innerHTML = picture
  say('This screen goes on by itself.')
}

/** Asks until somebody decided, and answers whether the code is worth no more. */
async function waitFor(request: PairingRequest): Promise<'paired' | 'over'> {
  let interval = request.interval
  for (;;) {
    await pause(interval)
    try {
      const body = { device_code: request.device_code, refreshIn: 'cookie' }
      await post<LogInAnswer>('/v1/auth/device/token', body)
      return 'paired'
    } catch (error) {
      if (error instanceof NoAnswer) continue
      if (!(error instanceof RequestRefused)) throw error
      if (error.code === 'access_denied') say('The phone said no. Here is another code.')
      if (error.code === 'slow_down') interval += SLOWER
      else if (error.code !== 'authorization_pending' && error.problem.status < 500) return 'over'
    }
  }
}

async function start(): Promise<void> {
  for (;;) {
    const request = await post<PairingRequest>('/v1/auth/device/authorize', { device: DEVICE })
    await show(request)
    if ((await waitFor(request)) === 'paired') return location.replace('/')
  }
}

function startAgain(): void {
  start().catch((error: unknown) => {
    const words = error instanceof RequestRefused ? error.message : 'FlixFlow cannot be reached.'
    const again = () => {
      say('Asking for a code …')
      startAgain()
    }
    must('[data-state]').replaceChildren(
      `${words} `,
      h('button', { type: 'button', class: 'button', onclick: again }, 'Try again')
    )
  })
}

startAgain()
