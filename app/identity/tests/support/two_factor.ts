import type { ApiClient } from '@japa/api-client'
import { Secret, TOTP } from 'otpauth'
import { clock } from '#core/clock'
import { newAddress, PASSWORD, TV, type Viewer } from './viewers.js'

const STEP_MS = 30_000

/** The authenticator app on a viewer's phone. */
export class AuthenticatorApp {
  readonly #totp: TOTP

  constructor(secretBase32: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secretBase32) })
  }

  /** The code that the app shows, or showed or will show some time steps from now. */
  code(stepsFromNow = 0): string {
    return this.#totp.generate({ timestamp: clock.now() + stepsFromNow * STEP_MS })
  }

  /** A code that is right at none of the times about now. */
  wrongCode(): string {
    const right = [-2, -1, 0, 1, 2].map((steps) => this.code(steps))
    const wrong = Array.from({ length: 6 }, (_, digit) => String(digit).repeat(6))
    return wrong.find((code) => !right.includes(code))!
  }
}

export interface TwoFactor {
  app: AuthenticatorApp
  recoveryCodes: string[]
}

/** Turns two-factor log-in on, with the code of the time step before this one. */
export async function turnOnTwoFactor(client: ApiClient, viewer: Viewer): Promise<TwoFactor> {
  const begun = await client.post('/v1/account/two-factor').bearerToken(viewer.accessToken)
  begun.assertStatus(201)
  const app = new AuthenticatorApp(begun.body().secret)
  const confirmed = await client
    .post('/v1/account/two-factor/confirm')
    .bearerToken(viewer.accessToken)
    .json({ code: app.code(-1) })
  confirmed.assertStatus(200)
  return { app, recoveryCodes: confirmed.body().recoveryCodes }
}

/** Gives the right password, and answers the challenge that asks for the second factor. */
export async function challengeOf(client: ApiClient, email: string): Promise<string> {
  const refused = await client
    .post('/v1/auth/login')
    .header('x-forwarded-for', newAddress())
    .json({ email, password: PASSWORD, device: TV })
  refused.assertStatus(401)
  return refused.body().challenge
}

export function giveCode(
  client: ApiClient,
  challenge: string,
  code: string,
  address = newAddress()
) {
  return client
    .post('/v1/auth/second-factor')
    .header('x-forwarded-for', address)
    .json({ challenge, code, device: TV })
}
