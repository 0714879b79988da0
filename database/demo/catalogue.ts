import type { TitleDescription } from '#catalog'
import type { GenerativeKind } from '#ingest'

/** What the demo shows. The film is real; the episodes are mathematics that nobody owns. */

export interface DemoEpisode {
  name: string
  synopsis: string
  /** Which of ffmpeg's generators draws it. */
  kind: GenerativeKind
  seed: number
}

/** Big Buck Bunny, (c) 2008 Blender Foundation, www.bigbuckbunny.org, CC BY 3.0. */
export const FILM: TitleDescription = {
  name: 'Big Buck Bunny',
  tagline: 'Three bullies. One very large rabbit.',
  synopsis:
    'A gentle giant of a rabbit wakes to a perfect spring day, until three rodents spoil it once too often. ' +
    'An open movie by the Blender Institute, licensed under Creative Commons Attribution 3.0.',
  releaseYear: 2008,
  genres: ['Animation', 'Comedy', 'Family'],
  maturity: 0,
  attribution: 'Big Buck Bunny (c) 2008 Blender Foundation, www.bigbuckbunny.org, CC BY 3.0',
  credits: [
    { name: 'Sacha Goedegebure', role: 'director' },
    { name: 'Ton Roosendaal', role: 'producer' },
    { name: 'Jan Morgenstern', role: 'composer' },
    { name: 'Blender Foundation', role: 'studio' },
  ],
}

interface DemoShow extends TitleDescription {
  seasons: { name: string; episodes: DemoEpisode[] }[]
}

export const SHOW: DemoShow = {
  name: 'Emergence',
  tagline: 'Simple rules. Endless worlds.',
  synopsis:
    'Each episode takes one small rule and lets it run. What grows out of it is drawn frame by frame, live, by the rule itself.',
  releaseYear: 2026,
  genres: ['Science', 'Art', 'Documentary'],
  maturity: 0,
  seasons: [
    {
      name: 'Order',
      episodes: [
        {
          name: 'The Edge of the Set',
          synopsis: 'One line of algebra, and a coastline that never ends.',
          kind: 'mandelbrot',
          seed: 1,
        },
        {
          name: 'A Game Without Players',
          synopsis: 'Three neighbours bring a cell to life; four crowd it out.',
          kind: 'life',
          seed: 7,
        },
        {
          name: 'Carpet',
          synopsis: 'Take away the middle. Then take it away again.',
          kind: 'sierpinski',
          seed: 4,
        },
      ],
    },
    {
      name: 'Chaos',
      episodes: [
        {
          name: 'Rule 110',
          synopsis: 'A row of cells that can compute anything at all.',
          kind: 'cellauto',
          seed: 110,
        },
        {
          name: 'Weather Without Clouds',
          synopsis: 'Colour, and nothing else, drifting.',
          kind: 'clouds',
          seed: 5,
        },
        {
          name: 'Second Generation',
          synopsis: 'The same game again, from another beginning.',
          kind: 'life',
          seed: 42,
        },
      ],
    },
  ],
}
