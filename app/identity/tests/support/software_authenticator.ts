import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { appUrl } from '#config/app'

const { origin: ORIGIN, hostname: RP_ID } = new URL(appUrl)

/** Flags of authenticator data (WebAuthn section 6.1). */
const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const ATTESTED_CREDENTIAL = 0x40

/** What an attacker, or a broken authenticator, does otherwise. */
export interface Deviation {
  origin?: string
  rpId?: string
  userVerified?: boolean
  counter?: number
  type?: string
  userHandle?: string
  /** Signs with another key than the one that was registered. */
  key?: KeyObject
  attestation?: { fmt: string; attStmt: Map<string, unknown> }
}

type Bytes = Uint8Array<ArrayBuffer>

function sha256(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest()
}

function base64url(data: Uint8Array): string {
  return Buffer.from(data).toString('base64url')
}

/** An authenticator with one ES256 credential, made of node:crypto (WebAuthn section 6). */
export class SoftwareAuthenticator {
  readonly credentialId = base64url(randomBytes(32))
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #userHandle = ''
  #counter = 0

  /** Answers creation options with a RegistrationResponseJSON. */
  register(
    options: { challenge: string; user: { id: string } },
    { attestation, ...deviation }: Deviation = {}
  ) {
    this.#userHandle = options.user.id
    const authData = Buffer.concat([
      this.#authenticatorData(deviation, ATTESTED_CREDENTIAL),
      Buffer.alloc(16),
      lengthOf(this.credentialId),
      Buffer.from(this.credentialId, 'base64url'),
      this.#coseKey(),
    ])
    const { fmt, attStmt } = attestation ?? { fmt: 'none', attStmt: new Map() }
    const attestationObject = isoCBOR.encode(
      new Map<string, never>([
        ['fmt', fmt as never],
        ['attStmt', attStmt as never],
        ['authData', Uint8Array.from(authData) as never],
      ])
    )
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, deviation),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
    }
  }

  /** Answers request options with an AuthenticationResponseJSON. */
  authenticate(options: { challenge: string }, deviation: Deviation = {}) {
    this.#counter += 1
    const authData = this.#authenticatorData(deviation)
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, deviation)
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))])
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: base64url(authData),
        signature: base64url(sign('sha256', signed, deviation.key ?? this.#keys.privateKey)),
        userHandle: deviation.userHandle ?? this.#userHandle,
      },
    }
  }

  #clientData(type: string, challenge: string, deviation: Deviation): string {
    const data = {
      type: deviation.type ?? type,
      challenge,
      origin: deviation.origin ?? ORIGIN,
      crossOrigin: false,
    }
    return base64url(Buffer.from(JSON.stringify(data)))
  }

  #authenticatorData(deviation: Deviation, flags = 0): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(deviation.counter ?? this.#counter)
    const verified = deviation.userVerified === false ? 0 : USER_VERIFIED
    return Buffer.concat([
      sha256(deviation.rpId ?? RP_ID),
      Buffer.from([flags | USER_PRESENT | verified]),
      counter,
    ])
  }

  /** The public key as COSE writes it (RFC 9053 section 2.1): EC2, ES256, P-256. */
  #coseKey(): Bytes {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' }) as { x: string; y: string }
    const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'))
    return isoCBOR.encode(
      new Map<number, never>([
        [1, 2 as never],
        [3, -7 as never],
        [-1, 1 as never],
        [-2, bytes(x) as never],
        [-3, bytes(y) as never],
      ])
    )
  }
}

function lengthOf(credentialId: string): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.from(credentialId, 'base64url').length)
  return length
}
