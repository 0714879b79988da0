import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { E_ARTWORK_REFUSED } from '../errors.js'
import { ARTWORK, type ArtworkFormat, type ArtworkKind } from './artwork_kind.js'

export interface RenderedArtwork {
  hash: string
  preview: string
  files: { width: number; format: ArtworkFormat; content: Buffer }[]
}

/** Part of the hash, so that pictures made another way get another address. */
const RECIPE = 2
const WEBP_QUALITY = 80
/**
 * Looks like WebP at 80 in 0.74 (480 pixels wide) to 0.89 (1920) of its bytes. More effort than 2 (of
 * 9) takes many seconds for a backdrop.
 */
const AVIF = { quality: 55, effort: 2 } as const
const PREVIEW_WIDTH = 16
const MAX_PIXELS = 60_000_000
const FORMATS = new Set(['jpeg', 'png', 'webp', 'heif'])

/**
 * Cuts a picture to a shape and renders it in that shape's widths as WebP and AVIF, never enlarged.
 * The cut keeps the part that draws the eye (sharp's attention strategy: edges, saturation, skin
 * tones); a logo is not cut. Nothing but pixels is taken over: no EXIF, no profile, no comment.
 * @throws E_ARTWORK_REFUSED when the bytes are not a picture that we take.
 */
export async function renderArtwork(source: Buffer, kind: ArtworkKind): Promise<RenderedArtwork> {
  const { width, height } = await sizeOf(source)
  const shape = shapeOf(kind, width, height)
  const widest = Math.max(1, Math.floor(Math.min(width, height * shape.ratio)))
  const fitting = shape.widths.filter((wanted) => wanted <= widest)
  const widths = fitting.length > 0 ? fitting : [widest]

  const masterWidth = Math.max(...widths)
  const master = await open(source)
    .rotate()
    .resize(masterWidth, Math.max(1, Math.round(masterWidth / shape.ratio)), {
      fit: 'cover',
      position: sharp.strategy.attention,
    })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer()
  const files: RenderedArtwork['files'] = []
  for (const pixels of widths) {
    const resized = sharp(master).resize(pixels)
    const webp = await resized.clone().webp({ quality: WEBP_QUALITY }).toBuffer()
    const avif = await resized.clone().avif(AVIF).toBuffer()
    files.push(
      { width: pixels, format: 'webp', content: webp },
      { width: pixels, format: 'avif', content: avif }
    )
  }
  const hash = createHash('sha256').update(`${RECIPE} ${kind} `).update(source).digest('hex')
  return { hash: hash.slice(0, 32), preview: await previewOf(master), files }
}

/** `ratio` is width over height; a logo has its own, within what a page has room for. */
function shapeOf(kind: ArtworkKind, width: number, height: number) {
  const { widthRatio, heightRatio, widths } = ARTWORK[kind]
  const ratio = widthRatio === null ? width / height : widthRatio / heightRatio
  if (ratio > 12 || ratio < 1 / 4) {
    throw refused('A logo is at most twelve times as wide as high.')
  }
  return { ratio, widths: widths as readonly number[] }
}

async function previewOf(picture: Buffer): Promise<string> {
  const tiny = await sharp(picture)
    .resize(PREVIEW_WIDTH)
    .blur(1)
    .webp({ quality: 30, alphaQuality: 10 })
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
    throw refused('Send a whole JPEG, PNG, WebP or AVIF picture of at most 60 megapixels.', cause)
  }
}

function refused(detail: string, cause?: unknown) {
  return new E_ARTWORK_REFUSED({
    detail,
    fields: [{ field: 'body', message: 'This is not a picture that can be used.' }],
    cause,
  })
}
