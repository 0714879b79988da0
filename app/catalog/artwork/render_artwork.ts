import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { E_ARTWORK_REFUSED } from '../errors.js'
import { ARTWORK, type ArtworkKind } from './artwork_kind.js'

export interface RenderedArtwork {
  hash: string
  preview: string
  files: { width: number; content: Buffer }[]
}

/** Part of the hash, so that pictures made another way get another address. */
const RECIPE = 1
const WEBP_QUALITY = 80
const PREVIEW_WIDTH = 16
const MAX_PIXELS = 60_000_000
const FORMATS = new Set(['jpeg', 'png', 'webp', 'heif'])

/**
 * Cuts a picture to a shape and renders it in that shape's widths as WebP, never enlarged. The cut
 * keeps the part that draws the eye (sharp's attention strategy: edges, saturation, skin tones).
 * @throws E_ARTWORK_REFUSED when the bytes are not a picture that we take.
 */
export async function renderArtwork(source: Buffer, kind: ArtworkKind): Promise<RenderedArtwork> {
  const { widthRatio, heightRatio, widths } = ARTWORK[kind]
  const { width, height } = await sizeOf(source)
  const widest = Math.floor(Math.min(width, (height * widthRatio) / heightRatio))
  const rendered = widths.filter((wanted) => wanted <= widest)
  if (rendered.length === 0) rendered.push(widest as never)

  const shape = (pixels: number): Sharp =>
    open(source)
      .rotate()
      .resize(pixels, Math.round((pixels * heightRatio) / widthRatio), {
        fit: 'cover',
        position: sharp.strategy.attention,
      })

  const master = await shape(Math.max(...rendered))
    .toColourspace('srgb')
    .png()
    .toBuffer()
  const files = await Promise.all(
    rendered.map(async (pixels) => ({
      width: pixels,
      content: await sharp(master).resize(pixels).webp({ quality: WEBP_QUALITY }).toBuffer(),
    }))
  )
  const hash = createHash('sha256').update(`${RECIPE} ${kind} `).update(source).digest('hex')
  return { hash: hash.slice(0, 32), preview: await previewOf(master), files }
}

async function previewOf(picture: Buffer): Promise<string> {
  const tiny = await sharp(picture)
    .resize(PREVIEW_WIDTH)
    .blur(1)
    .webp({ quality: 30, alphaQuality: 0 })
    .toBuffer()
  return `data:image/webp;base64,${tiny.toString('base64')}`
}

function open(source: Buffer): Sharp {
  return sharp(source, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
}

async function sizeOf(source: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { format, autoOrient } = await open(source).metadata()
    if (!FORMATS.has(format)) throw new Error(`it is ${format}`)
    await open(source).stats()
    return autoOrient
  } catch (cause) {
    throw new E_ARTWORK_REFUSED({
      detail: 'Send a whole JPEG, PNG, WebP or AVIF picture of at most 60 megapixels.',
      fields: [{ field: 'body', message: 'This is not a picture that can be used.' }],
      cause,
    })
  }
}
