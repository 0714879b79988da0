import type { CollectionDescription, ExtraKind, SkipMarker, TitleDescription } from '#catalog'
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
  tags: ['Open movie', 'Forest', 'Revenge'],
  ratings: [
    { country: 'US', system: 'mpa', label: 'G' },
    { country: 'DE', system: 'fsk', label: '0' },
    { country: 'FR', system: 'cnc', label: 'TP' },
  ],
  translations: {
    de: {
      name: 'Big Buck Bunny',
      tagline: 'Drei Störenfriede. Ein sehr großes Kaninchen.',
      synopsis:
        'Ein sanfter Riese von einem Kaninchen freut sich an einem Frühlingstag, bis drei Nager es einmal zu weit treiben.',
    },
    es: {
      name: 'El gran conejo Buck',
      tagline: 'Tres abusones. Un conejo muy grande.',
      synopsis:
        'Un conejo enorme y bonachón disfruta de un día de primavera, hasta que tres roedores colman su paciencia.',
    },
    fr: {
      name: 'Big Buck Bunny',
      tagline: 'Trois petites brutes. Un très grand lapin.',
      synopsis:
        'Un lapin géant et doux profite du printemps, jusqu’à ce que trois rongeurs aillent trop loin.',
    },
    ja: {
      name: 'ビッグ・バック・バニー',
      tagline: 'いじめっ子は三匹。ウサギはとても大きい。',
      synopsis: '春の一日を楽しむ心優しい大きなウサギ。ところが三匹のいたずら者が度を越して……。',
    },
  },
}

export const FILM_SKIP_MARKERS: SkipMarker[] = [
  { kind: 'intro', startSeconds: 1, endSeconds: 6 },
  { kind: 'credits', startSeconds: 27, endSeconds: 30 },
]

/** A trailer cut from the film. Seconds. */
export const TRAILER = {
  name: 'Trailer',
  extraKind: 'trailer' as ExtraKind,
  fromSeconds: 12,
  seconds: 10,
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
  tags: ['Generative art', 'Mathematics'],
  translations: {
    de: {
      name: 'Emergenz',
      tagline: 'Einfache Regeln. Endlose Welten.',
      synopsis: 'Jede Folge nimmt eine kleine Regel und lässt sie laufen.',
    },
    fr: {
      name: 'Émergence',
      tagline: 'Des règles simples. Des mondes sans fin.',
      synopsis: 'Chaque épisode prend une petite règle et la laisse courir.',
    },
  },
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

export const EPISODE_SKIP_MARKERS: SkipMarker[] = [
  { kind: 'intro', startSeconds: 0.5, endSeconds: 4 },
  { kind: 'credits', startSeconds: 20, endSeconds: 24 },
]

/** A title that is coming: viewers see it and can ask to be reminded. */
export const COMING: TitleDescription = {
  name: 'Emergence: Flocks',
  tagline: 'Nobody leads. Everybody follows.',
  synopsis: 'Three rules for one bird, and a sky full of shapes that none of them knows of.',
  releaseYear: 2027,
  genres: ['Science', 'Art'],
  maturity: 0,
  announced: true,
}

/** How long after the demo's first start the coming title would come out. Days. */
export const COMING_IN_DAYS = 14

export const COLLECTION: CollectionDescription = {
  name: 'Made in the open',
  description: 'A film that anyone may share, and pictures that belong to nobody.',
  homePosition: 1,
  translations: { de: { name: 'Offen gemacht' }, fr: { name: 'Fait au grand jour' } },
}

/** Invented titles around them, which play the show's episodes, so that there is something to find. */
export const INVENTED_TITLES = 300
