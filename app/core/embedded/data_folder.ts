import { randomBytes, createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EmbeddedServiceError } from './errors.js'
import { readOrCreatePrivateFile, replacePrivateFile } from './private_file.js'

/** Longest path that a unix socket can have: `sun_path` is 104 bytes on macOS, 108 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103

/** Passwords of the embedded servers, kept in `credentials.json` (mode 0600). */
export interface Credentials {
  postgresPassword: string
  redisPassword: string
  /** Names this installation's folder where the cluster cannot live below the data folder. */
  installationId: string
}

/** Ports that the embedded servers had last, kept in `embedded.json` so that they stay the same. */
export interface RecordedPorts {
  postgres?: number
  redis?: number
}

/** Where the supervisor of one data folder keeps its things. */
export class DataFolder {
  readonly path: string
  readonly postgres: string
  readonly redis: string
  readonly lock: string
  readonly supervisorLog: string
  readonly postgresLog: string
  readonly redisLog: string
  readonly socket: string
  private recording: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.path = resolve(path)
    this.postgres = join(this.path, 'postgres')
    this.redis = join(this.path, 'redis')
    this.lock = join(this.path, 'supervisor.lock')
    this.supervisorLog = join(this.path, 'logs', 'supervisor.log')
    this.postgresLog = join(this.path, 'logs', 'postgres.log')
    this.redisLog = join(this.path, 'logs', 'redis.log')
    this.socket = socketPath(this.path)
  }

  /** Creates the folders. @throws EmbeddedServiceError E_DATA_FOLDER, E_DISK_FULL */
  async create(): Promise<void> {
    try {
      await mkdir(join(this.path, 'logs'), { recursive: true })
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'ENOSPC') throw diskFull(this.path)
      throw new EmbeddedServiceError(
        'E_DATA_FOLDER',
        `The data folder ${this.path} cannot be created (${message}). Set DATA_DIR to a folder that can be written`
      )
    }
  }

  async credentials(): Promise<Credentials> {
    const content = await readOrCreatePrivateFile(join(this.path, 'credentials.json'), async () =>
      JSON.stringify({
        postgresPassword: randomBytes(24).toString('base64url'),
        redisPassword: randomBytes(24).toString('base64url'),
        installationId: randomBytes(8).toString('hex'),
      } satisfies Credentials)
    )
    return JSON.parse(content) as Credentials
  }

  async recordedPorts(): Promise<RecordedPorts> {
    try {
      return JSON.parse(await readFile(this.portsFile, 'utf8')) as RecordedPorts
    } catch {
      return {}
    }
  }

  /** Writes one after the other: both servers choose their ports at the same time. */
  recordPort(server: keyof RecordedPorts, port: number): Promise<void> {
    this.recording = this.recording.then(async () => {
      const recorded = { ...(await this.recordedPorts()), [server]: port }
      await replacePrivateFile(this.portsFile, JSON.stringify(recorded, null, 2))
    })
    return this.recording
  }

  private get portsFile(): string {
    return join(this.path, 'embedded.json')
  }
}

/** True when a server's last words are about a full disk: ENOSPC, or PostgreSQL's short write. */
export function saysDiskFull(said: string): boolean {
  return /No space left on device|Check free disk space|wrote only \d+ of \d+ bytes/.test(said)
}

export function diskFull(folder: string): EmbeddedServiceError {
  return new EmbeddedServiceError(
    'E_DISK_FULL',
    `The disk that holds ${folder} is full. Free some space, or set DATA_DIR to a folder on another disk`
  )
}

/**
 * The supervisor's socket. Deep folders exceed what the kernel takes as a socket's path: theirs is
 * in a folder of this user's own below /tmp, and not in TMPDIR, which can differ per process.
 */
function socketPath(folder: string): string {
  const inside = join(folder, 'embedded.sock')
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH_BYTES) return inside
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return join('/tmp', `flixflow-${process.getuid?.() ?? 0}`, `${hash}.sock`)
}
