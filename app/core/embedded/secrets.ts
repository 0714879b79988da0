import { generateKeyPair, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedServiceError } from './errors.js'
import { readOrCreatePrivateFile } from './private_file.js'

/** What one installation keeps secret when no other secrets are configured. */
export interface Secrets {
  /** Key of the framework's encryption and signed cookies: 43 characters of base64url. */
  appKey: string
  /** Seals the content keys: 32 bytes, base64. Losing it makes every encrypted asset unplayable. */
  masterKey: string
  /** Signs access, play session and licence tokens: 32 bytes, base64. */
  tokenSecret: string
  /** Signs edge policies: RSA-2048, as CloudFront key groups want it (SPKI and PKCS #8 PEM). */
  edge: { keyPairId: string; publicKey: string; privateKey: string }
}

/**
 * The secrets of a data folder, kept in `secrets.json` (mode 0600) and made at the first start.
 * Safe to call from many processes at once: all get the same ones.
 *
 * @throws EmbeddedServiceError E_SECRETS_UNREADABLE when the file is there but damaged: secrets are
 * never made anew over it, since what the old ones sealed would be lost.
 */
export async function loadOrCreateSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json')
  const content = await readOrCreatePrivateFile(path, async () =>
    JSON.stringify(await makeSecrets(), null, 2)
  )
  const secrets = parse(content)
  if (!secrets) {
    throw new EmbeddedServiceError(
      'E_SECRETS_UNREADABLE',
      `${path} is damaged. Restore it from a copy; without it, encrypted assets cannot be played. ` +
        'To start anew without them, move it away'
    )
  }
  return secrets
}

function parse(content: string): Secrets | null {
  try {
    const value = JSON.parse(content) as Partial<Secrets>
    const complete =
      (value.appKey?.length ?? 0) >= 32 &&
      Buffer.from(value.masterKey ?? '', 'base64').length === 32 &&
      value.tokenSecret &&
      value.edge?.keyPairId &&
      value.edge.publicKey &&
      value.edge.privateKey
    return complete ? (value as Secrets) : null
  } catch {
    return null
  }
}

async function makeSecrets(): Promise<Secrets> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return {
    appKey: randomBytes(32).toString('base64url'),
    masterKey: randomBytes(32).toString('base64'),
    tokenSecret: randomBytes(32).toString('base64'),
    edge: {
      // CloudFront's own ids look like K2JCJMDEHXQW5F: K and 13 capital letters or digits.
      keyPairId: `K${randomBytes(13).toString('hex').slice(0, 13).toUpperCase()}`,
      publicKey,
      privateKey,
    },
  }
}
