import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import sharp from 'sharp'
import { ARTWORK, type CutArtworkKind } from '../artwork/artwork_kind.js'
import { SeededRandom } from '#core/seeded_random'

/** A picture that many generated titles share. */
export interface PictureVariant {
  kind: CutArtworkKind
  /** 32 hexadecimal digits, of what was drawn. */
  hash: string
  widths: number[]
  /** A data URI. */
  preview: string
  files: { width: number; content: Buffer }[]
}

/** Part of the hash, so that pictures drawn another way get another address. */
const RECIPE = 1
const VARIANTS: readonly [CutArtworkKind, number][] = [
  ['poster', 120],
  ['backdrop', 80],
  ['still', 40],
]
/** The largest width of each shape is left out: nobody needs a gradient that sharp. */
const SIZES = 2
const PREVIEW_WIDTH = 16

/** Sky, light, far, near: four colours that go well together. */
const PALETTES = `
  #0b1026 #f4b860 #27335f #131a38|#1a0f2e #ff7e6b #5a2a6e #24123f|#04202c #7de2d1 #17616b #082f3a
  #2b0f14 #ffb199 #7a2233 #3a121b|#0d1b1e #e9f1f7 #3c6e71 #16323a|#20123a #c3a6ff #5a3fa0 #2a1a52
  #101820 #fee715 #445566 #1b2733|#06141b #ccd0cf #4a5c6a #11212d|#241023 #f2a65a #6b2d5c #3a1a3a
  #0a2239 #53a2be #1d84b5 #132e32|#1f1300 #ffc857 #a05a2c #3b2410|#0f0f1b #ff4d6d #4b1d52 #1a1430
  #12261e #a7c957 #386641 #1a3a2a|#141e30 #f5f7fa #4b6cb7 #243b55|#2d1b2e #ffd6a5 #8d5b7b #3f2540
  #00171f #00a8e8 #007ea7 #003459`
  .trim()
  .split(/[|\n]/)
  .map((line) => line.trim().split(' ') as [string, string, string, string])

/** Draws variants for so many titles. `onDrawn` hears the share that is done, from 0 to 1. */
export async function drawPictureVariants(
  titles: number,
  onDrawn: (share: number) => void
): Promise<PictureVariant[]> {
  const limit = pLimit(4)
  const wanted = VARIANTS.flatMap(([kind, count]) =>
    Array.from({ length: Math.min(count, titles) }, (_, number) => ({ kind, number }))
  )
  let drawn = 0
  return Promise.all(
    wanted.map((variant) =>
      limit(async () => {
        const picture = await draw(variant.kind, variant.number)
        onDrawn(++drawn / wanted.length)
        return picture
      })
    )
  )
}

async function draw(kind: CutArtworkKind, number: number): Promise<PictureVariant> {
  const { widthRatio, heightRatio, widths: all } = ARTWORK[kind]
  const widths = all.slice(0, SIZES)
  const width = widths.at(-1)!
  const height = Math.round((width * heightRatio) / widthRatio)
  const svg = scene(new SeededRandom(number * 7919 + kind.length), width, height)
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const open = () => sharp(data, { raw: info })
  const files = await Promise.all(
    widths.map(async (pixels) => ({
      width: pixels,
      content: await open().resize(pixels).webp({ quality: 78, effort: 1 }).toBuffer(),
    }))
  )
  const tiny = await open().resize(PREVIEW_WIDTH).blur(1).webp({ quality: 30 }).toBuffer()
  const hash = createHash('sha256').update(`generated ${RECIPE} ${kind} `).update(svg).digest('hex')
  const preview = `data:image/webp;base64,${tiny.toString('base64')}`
  return { kind, hash: hash.slice(0, 32), widths: [...widths], preview, files }
}

/** A landscape without words: a sky, a light in it, and ridges before it. */
function scene(random: SeededRandom, width: number, height: number): string {
  const [sky, light, far, near] = random.pick(PALETTES)
  const x = width * (0.2 + 0.6 * random.next())
  const y = height * (0.2 + 0.3 * random.next())
  const radius = Math.min(width, height) * (0.1 + 0.22 * random.next())
  const ridges = random.whole(2, 4)
  const shapes = Array.from({ length: ridges }, (_, at) => {
    const base = height * (0.5 + (0.42 * (at + 1)) / ridges)
    const colour = at < ridges / 2 ? far : near
    return ridge(random, width, height, base, colour, 0.55 + (0.4 * (at + 1)) / ridges)
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>
      <linearGradient id="s" x1="0" y1="0" x2="${random.next().toFixed(2)}" y2="1">
        <stop offset="0" stop-color="${sky}"/><stop offset="0.7" stop-color="${far}"/>
        <stop offset="1" stop-color="${light}" stop-opacity="0.8"/></linearGradient>
      <radialGradient id="g"><stop offset="0.3" stop-color="${light}" stop-opacity="0.55"/>
        <stop offset="1" stop-color="${light}" stop-opacity="0"/></radialGradient>
    </defs>
    <rect width="100%" height="100%" fill="${near}"/><rect width="100%" height="100%" fill="url(#s)"/>
    ${random.chance(0.5) ? stars(random, width, height, light) : ''}
    <circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${(radius * 2.4).toFixed(0)}" fill="url(#g)"/>
    ${emblem(random, x, y, radius, light, sky)}
    ${shapes.join('')}
  </svg>`
}

function emblem(random: SeededRandom, x: number, y: number, r: number, light: string, sky: string) {
  const at = (value: number) => value.toFixed(0)
  const disc = `<circle cx="${at(x)}" cy="${at(y)}" r="${at(r)}" fill="${light}"/>`
  return random.weighted([
    [4, disc],
    [
      3,
      `${disc}<circle cx="${at(x + r * 0.45)}" cy="${at(y - r * 0.2)}" r="${at(r)}" fill="${sky}"/>`,
    ],
    [
      2,
      [1.9, 1.45, 1]
        .map(
          (size) =>
            `<circle cx="${at(x)}" cy="${at(y)}" r="${at(r * size)}" fill="none"
              stroke="${light}" stroke-width="${at(r * 0.09 + 1)}" stroke-opacity="${1 / size}"/>`
        )
        .join(''),
    ],
    [
      2,
      `<polygon points="${at(x)},${at(y - r * 1.3)} ${at(x + r * 1.2)},${at(y + r)} ${at(x - r * 1.2)},${at(y + r)}"
        fill="${light}" fill-opacity="0.92"/>`,
    ],
  ])
}

function stars(random: SeededRandom, width: number, height: number, colour: string): string {
  return Array.from({ length: 40 }, () => {
    const [x, y] = [random.next() * width, random.next() * height * 0.6]
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${(0.6 + random.next() * 1.4).toFixed(1)}"
      fill="${colour}" fill-opacity="${(0.2 + random.next() * 0.6).toFixed(2)}"/>`
  }).join('')
}

function ridge(
  random: SeededRandom,
  width: number,
  height: number,
  base: number,
  colour: string,
  opacity: number
): string {
  const steps = random.whole(3, 9)
  const rough = height * (0.04 + random.next() * 0.12)
  const points = Array.from({ length: steps + 1 }, (_, at) => [
    (width * at) / steps,
    base - rough * random.next(),
  ])
  const [first, ...rest] = points.map(([x, y]) => `${x!.toFixed(0)} ${y!.toFixed(0)}`)
  const curve = rest.map((point, at) => {
    const middle = (width * (at + 0.5)) / steps
    const crest = base - rough * random.next() * 1.6
    return `Q ${middle.toFixed(0)} ${crest.toFixed(0)} ${point}`
  })
  return `<path d="M ${first} ${curve.join(' ')} V ${height} H 0 Z" fill="${colour}"
    fill-opacity="${opacity.toFixed(2)}"/>`
}
