/**
 * Builds the native engine for machine learning into `.tools/tfjs-native`: the JavaScript of
 * tfjs-node from npm, TensorFlow itself from PyPI, and the binding between the two compiled here,
 * since the compiled one is on neither. `ml/backend.ts` finds it there; without it, training runs
 * on WebAssembly. What is in place already is left alone.
 *
 * The binding speaks Node-API, which is the same in every Node, so that it needs the four headers
 * of the npm package `node-api-headers` and neither node-gyp nor the sources of one Node.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withSetupLock } from './setup/lock.mjs'
import { isStamped, Missing, npm, output, run, writeStamp } from './setup/step.mjs'

/** From npm, with the checksum of the archive (subresource integrity). */
const NPM_PACKAGES = [
  {
    name: '@tensorflow/tfjs-node@4.22.0',
    archive: 'tensorflow-tfjs-node-4.22.0.tgz',
    integrity:
      'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
    folder: 'tfjs-node',
  },
  {
    name: 'google-protobuf@3.21.4',
    archive: 'google-protobuf-3.21.4.tgz',
    integrity:
      'sha512-MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
    folder: 'node_modules/google-protobuf',
  },
  {
    name: 'node-api-headers@1.9.0',
    archive: 'node-api-headers-1.9.0.tgz',
    integrity:
      'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
    folder: 'node-api-headers',
  },
]

/** From PyPI: the TensorFlow that tfjs-node 4.22 can be built against, for processors alone. */
const TENSORFLOW = 'tensorflow-cpu==2.15.1'
const TENSORFLOW_SHA256 = '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26'
/** Any one will do: of the wheel only the C library and its headers are used. */
const TENSORFLOW_PYTHON = '3.11'

const NODE_API_VERSION = 8
const COMPILERS = ['c++', 'g++', 'clang++']
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']

/** Takes out of an archive what begins with one of some prefixes. */
const UNPACK = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wheel.extractall(sys.argv[2], [n for n in wheel.namelist() if n.startswith(tuple(sys.argv[3:]))])
`

const root = fileURLToPath(new URL('..', import.meta.url))
const place = join(root, '.tools', 'tfjs-native')
const stamp = join(place, '.flixflow-setup')
const pins = [
  ...NPM_PACKAGES.map(({ integrity }) => integrity),
  TENSORFLOW_SHA256,
  process.platform,
  process.arch,
].join('\n')

function build() {
  if (isStamped(stamp, pins)) {
    console.log('Native TensorFlow is in place')
    return
  }
  checkSystem()
  const compiler = findCompiler()
  const python = join(root, '.tools', 'venv', 'bin', 'python')
  const making = `${place}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  try {
    downloadPackages(making, python)
    downloadTensorflow(making, python)
    compileBinding(making, compiler)
    leaveOnlyWhatRuns(making)
    checkThatItLoads(making)
    rmSync(place, { recursive: true, force: true })
    renameSync(making, place)
    writeStamp(stamp, pins)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  console.log(`Native TensorFlow is ready in ${place}`)
}

function checkSystem() {
  if (process.platform === 'linux' && process.arch === 'x64') return
  throw new Missing(
    `PyPI has TensorFlow 2.15 as a C library for Linux x64, and this is ${process.platform} ${process.arch}. Nothing is broken: training runs on WebAssembly here`
  )
}

function findCompiler() {
  const asked = process.env.CXX ? [process.env.CXX] : COMPILERS
  const found = asked.find((file) => output(file, ['--version']) !== null)
  if (found) return found
  throw new Missing(
    `A C++ compiler is needed, and ${asked.join(', ')} ${asked.length > 1 ? 'are' : 'is'} not there. Install one with: apt-get install -y g++, or set CXX`
  )
}

function downloadPackages(making, python) {
  console.log('Downloading tfjs-node from npm')
  const names = NPM_PACKAGES.map(({ name }) => name)
  npm(root, ['pack', '--silent', '--pack-destination', making, ...names])
  for (const { archive, integrity, folder } of NPM_PACKAGES) {
    const file = join(making, archive)
    const digest = createHash('sha512').update(readFileSync(file)).digest('base64')
    if (`sha512-${digest}` !== integrity) {
      throw new Missing(`${archive} is not the archive that was expected: its checksum differs`)
    }
    const unpacked = join(making, 'unpacked')
    run(python, ['-W', 'ignore', '-m', 'tarfile', '-e', file, unpacked])
    mkdirSync(join(making, folder, '..'), { recursive: true })
    renameSync(join(unpacked, readdirSync(unpacked)[0]), join(making, folder))
    rmSync(file)
  }
}

function downloadTensorflow(making, python) {
  console.log(`Downloading ${TENSORFLOW} from PyPI (207 MB)`)
  const list = join(making, 'requirements.txt')
  writeFileSync(list, `${TENSORFLOW} --hash=sha256:${TENSORFLOW_SHA256}\n`)
  const wheels = join(making, 'wheels')
  run(python, [
    ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps'],
    ...['--only-binary=:all:', '--python-version', TENSORFLOW_PYTHON],
    ...['--platform', 'manylinux2014_x86_64', '--require-hashes', '-d', wheels, '-r', list],
  ])
  console.log('Unpacking it')
  const wheel = join(wheels, readdirSync(wheels)[0])
  const parts = [...LIBRARIES, 'include/'].map((part) => `tensorflow/${part}`)
  run(python, ['-c', UNPACK, wheel, making, ...parts])
  rmSync(wheels, { recursive: true })
  for (const library of LIBRARIES) {
    renameSync(join(making, 'tensorflow', library), join(making, library))
  }
}

function compileBinding(making, compiler) {
  console.log('Compiling the binding')
  const sources = join(making, 'tfjs-node', 'binding')
  run(compiler, [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', `-DNAPI_VERSION=${NODE_API_VERSION}`],
    ...['-I', join(making, 'node-api-headers', 'include')],
    ...['-I', join(making, 'tensorflow', 'include')],
    ...readdirSync(sources)
      .filter((file) => file.endsWith('.cc'))
      .map((file) => join(sources, file)),
    ...['-o', join(making, 'tfjs_binding.node'), '-L', making, '-Wl,-rpath,$ORIGIN'],
    ...LIBRARIES.map((library) => `-l:${library}`),
  ])
}

/**
 * tfjs-node asks for tfjs-core, and for the package that unites all of tfjs (300 MB with what it
 * brings). Both stand empty here: `ml/backends/tensorflow.ts` fills in the tfjs-core that runs.
 */
function leaveOnlyWhatRuns(making) {
  for (const used of ['tensorflow', 'node-api-headers', 'unpacked', 'requirements.txt']) {
    rmSync(join(making, used), { recursive: true, force: true })
  }
  for (const name of ['tfjs', 'tfjs-core']) {
    const folder = join(making, 'node_modules', '@tensorflow', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.js'), 'module.exports = {}\n')
  }
}

function checkThatItLoads(making) {
  const load = `console.log(require(${JSON.stringify(join(making, 'tfjs_binding.node'))}).TF_Version)`
  const node = join(root, 'node_modules', '.bin', 'node')
  run(node, ['-e', load], { stdio: ['ignore', 'ignore', 'inherit'] })
}

try {
  await withSetupLock(root, build)
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}
