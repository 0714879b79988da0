/**
 * Bundles the pages: browser TypeScript, styles, fonts and the player's library go to
 * public/assets under names that carry their content's hash; manifest.json says which name is
 * which. Does nothing when no source has changed. `--force` builds all the same.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const out = join(root, 'public/assets')
const stampFile = join(out, '.stamp')

/** One bundle per page; its styles come with it. */
const pages = {
  home: 'app/catalog/ui/home',
  title: 'app/catalog/ui/title',
  browse: 'app/catalog/ui/browse',
  search: 'app/catalog/ui/search',
  studio: 'app/catalog/ui/studio',
  login: 'app/identity/ui/login',
  profiles: 'app/identity/ui/profiles',
  account: 'app/identity/ui/account',
  staff_accounts: 'app/identity/ui/staff_accounts',
  staff_audit: 'app/identity/ui/staff_audit',
  pair: 'app/identity/ui/pair',
  tv: 'app/identity/ui/tv',
  watch: 'app/playback/ui/watch',
  history: 'app/playback/ui/history',
  quality: 'app/playback/ui/quality',
  mail: 'app/core/ui/mail',
  mailed: 'app/identity/ui/mailed',
}

/** Scripts that a page loads when it comes to them. */
const scripts = { preview: 'app/playback/ui/preview' }

/** Shaka's DASH build has MSE, EME and text, and is a third smaller than the one with HLS. */
const library = 'node_modules/shaka-player/dist/shaka-player.dash-es2021.js'

const sources = [
  ...readdirSync(join(root, 'app'))
    .map((module) => `app/${module}/ui`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => /\.(ts|css|svg)$/.test(file)),
  ...readdirSync(join(root, 'app/core/charts')).map((file) => `app/core/charts/${file}`),
  'app/playback/quality/quality_words.ts',
  'scripts/build_web.mjs',
  'node_modules/shaka-player/package.json',
].sort()

function stamp() {
  const hash = createHash('sha256')
  for (const source of sources) {
    const { mtimeMs, size } = statSync(join(root, source))
    hash.update(`${source}\0${mtimeMs}\0${size}\n`)
  }
  return hash.digest('hex')
}

function hashed(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const extension = extname(name)
  return `${basename(name, extension)}-${hash}${extension}`
}

function keep(manifest, name, content) {
  const file = hashed(name, content)
  writeFileSync(join(out, file), content)
  manifest[name] = `/assets/${file}`
}

/** Bundles every page and answers the manifest: plain name → URL. */
async function bundle() {
  const { build } = await import('esbuild')
  const result = await build({
    absWorkingDir: root,
    entryPoints: [
      ...Object.entries(pages).flatMap(([name, path]) => [
        { in: `${path}.ts`, out: name },
        { in: `${path}.css`, out: name },
      ]),
      ...Object.entries(scripts).map(([name, path]) => ({ in: `${path}.ts`, out: name })),
    ],
    outdir: out,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: ['es2022'],
    sourcemap: 'linked',
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    define: { PLAYER_VERSION: JSON.stringify(`web-${version}`) },
    metafile: true,
    logLevel: 'warning',
  })
  const manifest = {}
  for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    const name = basename(file)
    if (name.endsWith('.map') || (!entryPoint && !name.endsWith('.woff2'))) continue
    manifest[name.replace(/-[A-Z0-9]{8}(\.\w+)$/, '$1')] = `/assets/${name}`
  }
  return manifest
}

const now = stamp()
if (
  !process.argv.includes('--force') &&
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === now
) {
  process.exit(0)
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const began = performance.now()
const manifest = await bundle()
const player = readFileSync(join(root, library), 'utf8').replace(
  /\n\/\/# sourceMappingURL=.*\s*$/,
  '\n'
)
keep(manifest, 'shaka.js', player)
keep(
  manifest,
  'api_reference.js',
  readFileSync(join(root, 'node_modules/@scalar/api-reference/dist/browser/standalone.js'))
)
keep(manifest, 'icon.svg', readFileSync(join(root, 'app/core/ui/icon.svg')))
writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
writeFileSync(stampFile, now)
console.log(`pages bundled in ${Math.round(performance.now() - began)} ms`)
