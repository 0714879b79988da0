import sharp from 'sharp'

/** Below this mean brightness (0 to 255) a frame is a fade or a night scene: a poor poster. */
const DARK = 24

/**
 * The frame that makes the best picture: the one with the most in it (Shannon entropy of its
 * luminance, bits), dark ones last.
 */
export async function bestFrame(frames: Buffer[]): Promise<Buffer | null> {
  const judged = await Promise.all(
    frames.map(async (frame) => {
      const { entropy, channels } = await sharp(frame).greyscale().stats()
      const brightness = channels[0]?.mean ?? 0
      return { frame, score: brightness < DARK ? entropy - 8 : entropy }
    })
  )
  return judged.sort((a, b) => b.score - a.score)[0]?.frame ?? null
}

/**
 * A poster's picture from a landscape frame: the 2:3 part that draws the eye, with a shade rising
 * from the bottom so that a name set over it can be read.
 */
export async function posterFromFrame(frame: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(frame).metadata()
  const posterWidth = Math.min(width, Math.round((height * 2) / 3))
  const posterHeight = Math.round((posterWidth * 3) / 2)
  return sharp(frame)
    .resize(posterWidth, posterHeight, { fit: 'cover', position: sharp.strategy.attention })
    .modulate({ saturation: 1.08 })
    .composite([{ input: shade(posterWidth, posterHeight) }])
    .png()
    .toBuffer()
}

function shade(width: number, height: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <linearGradient id="shade" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0.55" stop-color="#05060a" stop-opacity="0"/>
        <stop offset="1" stop-color="#05060a" stop-opacity="0.72"/>
      </linearGradient>
      <rect width="100%" height="100%" fill="url(#shade)"/>
    </svg>`
  )
}
