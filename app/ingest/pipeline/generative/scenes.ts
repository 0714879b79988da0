/** The moving pictures that can be rendered from nothing but mathematics. */
export const GENERATIVE_KINDS = [
  'mandelbrot',
  'life',
  'sierpinski',
  'cellauto',
  'gradients',
  'clouds',
] as const
export type GenerativeKind = (typeof GENERATIVE_KINDS)[number]

export interface Scene {
  seconds: number
  width: number
  height: number
  frameRate: number
  /** The same seed gives the same pictures and chords. A whole number from 0. */
  seed: number
}

/** Points on the edge of the Mandelbrot set that reward a long zoom. */
const ZOOM_TARGETS = [
  { x: '-0.743643887037151', y: '-0.131825904205330' },
  { x: '-0.745302', y: '0.112735' },
  { x: '0.001643721971', y: '-0.822467633298' },
  { x: '-0.160701350', y: '1.037566500' },
]
const PALETTES = ['inferno', 'magma', 'plasma', 'viridis']
/** Elementary cellular automata (Wolfram's numbering) that never settle. */
const RULES = [110, 30, 54, 73]
const COLOURS = [
  ['0x14e0c9', '0x5b2bff', '0xff8a3d', '0xf72585'],
  ['0x0b1026', '0x3a0ca3', '0xf72585', '0xffb703'],
  ['0x00d4ff', '0x3d5aff', '0xff3d81', '0xffc53d'],
  ['0x06d6a0', '0x118ab2', '0xffd166', '0xef476f'],
]

/** An ffmpeg filter chain, from a generator to 4:2:0 pictures of the scene's size. */
export function sceneGraph(kind: GenerativeKind, scene: Scene): string {
  return `${SCENES[kind](scene)},setsar=1,format=yuv420p`
}

const SCENES: Record<GenerativeKind, (scene: Scene) => string> = {
  mandelbrot: (scene) => {
    const { x, y } = pick(ZOOM_TARGETS, scene)
    const lastFrame = Math.round(scene.seconds * scene.frameRate)
    return chain([
      `mandelbrot=${size(scene, 2)}:start_x=${x}:start_y=${y}:start_scale=2.6:end_scale=0.0004` +
        `:end_pts=${lastFrame}:maxiter=800:inner=black:outer=normalized_iteration_count:bailout=20`,
      'format=gray,format=yuv444p',
      `pseudocolor=preset=${pick(PALETTES, scene)}`,
      'hue=h=1.5*t',
      enlarged(scene, 'lanczos'),
    ])
  },

  life: (scene) =>
    chain([
      `life=${size(scene, 4)}:mold=18:ratio=0.14:stitch=1:random_seed=${scene.seed}` +
        ':life_color=white:death_color=0xb0b0b0:mold_color=black',
      'format=gray',
      enlarged(scene, 'neighbor'),
      'format=yuv444p,split[cells][halo];[halo]gblur=sigma=12[glow]',
    ]) + `;[cells][glow]blend=c0_mode=screen,pseudocolor=preset=${pick(PALETTES, scene)}`,

  cellauto: (scene) =>
    chain([
      `cellauto=${size(scene, 4)}:rule=${pick(RULES, scene)}:scroll=1:full=1:stitch=1` +
        `:random_seed=${scene.seed}`,
      'format=gray,tmix=frames=3',
      enlarged(scene, 'bicubic'),
      `format=yuv444p,gblur=sigma=1.6,pseudocolor=preset=${pick(PALETTES, scene, 2)}`,
    ]),

  sierpinski: (scene) =>
    chain([
      `sierpinski=${size(scene, 2)}:type=${pick(['carpet', 'triangle'], scene)}` +
        `:seed=${scene.seed}:jump=40`,
      'format=gray,format=yuv444p',
      enlarged(scene, 'bicubic'),
      'gblur=sigma=1,format=gbrp[lattice]',
    ]) + `;${gradient(scene, 'radial')},format=gbrp[light];[lattice][light]blend=all_mode=multiply`,

  gradients: (scene) => gradient(scene, pick(['spiral', 'circular', 'radial', 'linear'], scene)),

  clouds: (scene) =>
    chain([
      `perlin=${size(scene, 4)}:octaves=4:persistence=0.5:xscale=1.2:yscale=1.8:tscale=0.25` +
        `:random_mode=seed:random_seed=${scene.seed}`,
      `format=gray,lutyuv=y='128+120*sin(val/255*11)'`,
      `format=yuv444p,pseudocolor=preset=${pick(PALETTES, scene, 1)}`,
      enlarged(scene, 'bicubic'),
    ]),
}

/**
 * A quiet chord of slowly swelling sines, a little apart in the two ears: expressions for
 * ffmpeg's `aevalsrc`, one per channel.
 */
export function chordExpressions({ seed }: Scene): [left: string, right: string] {
  const roots = [110, 98, 123.47, 87.31, 130.81]
  const root = pick(roots, { seed })
  /** Root, fifth, octave, and the ninth above: just intonation. */
  const ratios = [1, 3 / 2, 2, 9 / 4]
  const ear = (phase: number) =>
    ratios
      .map((ratio, n) => {
        const hertz = (root * ratio).toFixed(3)
        const swell = `(0.6+0.4*sin(2*PI*${(0.05 + 0.03 * n).toFixed(2)}*t+${phase + n}))`
        return `${(0.06 / (n + 1)).toFixed(4)}*sin(2*PI*${hertz}*t+${phase})*${swell}`
      })
      .join('+')
  return [ear(0), ear(0.7)]
}

function gradient(scene: Scene, type: string): string {
  const [c0, c1, c2, c3] = pick(COLOURS, scene)
  return chain([
    `gradients=${size(scene, 2)}:n=4:c0=${c0}:c1=${c1}:c2=${c2}:c3=${c3}:speed=0.018` +
      `:type=${type}:seed=${scene.seed}`,
    enlarged(scene, 'bilinear'),
  ])
}

function chain(filters: string[]): string {
  return filters.join(',')
}

/** Generators work on one core; they draw smaller, and the scaler enlarges. */
function size({ width, height, frameRate }: Scene, divisor: number): string {
  const part = (side: number) => Math.max(16, Math.round(side / divisor / 2) * 2)
  return `s=${part(width)}x${part(height)}:r=${frameRate}`
}

function enlarged({ width, height }: Scene, flags: string): string {
  return `scale=w=${width}:h=${height}:flags=${flags}`
}

function pick<Choice>(
  choices: readonly Choice[],
  { seed }: Pick<Scene, 'seed'>,
  offset = 0
): Choice {
  return choices[(seed + offset) % choices.length]!
}
