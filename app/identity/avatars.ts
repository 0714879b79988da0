/** The pictures that a profile may have; each is drawn by us, in `core/ui/avatar_pictures.ts`. */
export const AVATARS = [
  'fox',
  'owl',
  'whale',
  'cat',
  'bear',
  'frog',
  'penguin',
  'octopus',
  'robot',
  'ghost',
  'astronaut',
  'cactus',
  'moon',
  'sun',
  'mountain',
  'rocket',
] as const

export type Avatar = (typeof AVATARS)[number]
