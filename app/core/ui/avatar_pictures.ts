/** The pictures that a profile may have, drawn by us on 64 by 64: a ground, and what stands on it. */
const eyes = (y: number, left = 24, right = 40, fill = '#1b1020') =>
  `<circle cx="${left}" cy="${y}" r="3" fill="${fill}"/><circle cx="${right}" cy="${y}" r="3" fill="${fill}"/>`

const PICTURES = {
  fox: [
    '#2b3a67',
    `<path d="M12 14l14 10h12l14-10-3 26-17 14-17-14z" fill="#ff7a3d"/><path d="M15 38l17 16 17-16-11-2-6 8-6-8z" fill="#fff4e6"/>${eyes(34)}<circle cx="32" cy="47" r="3" fill="#1b1020"/>`,
  ],
  owl: [
    '#3b2a4f',
    `<path d="M14 14l10 6h16l10-6v26a18 18 0 0 1-36 0z" fill="#a97c50"/><circle cx="24" cy="31" r="9" fill="#fff4e6"/><circle cx="40" cy="31" r="9" fill="#fff4e6"/>${eyes(31)}<path d="M28 38h8l-4 7z" fill="#ffb347"/>`,
  ],
  whale: [
    '#0f4c5c',
    `<path d="M8 36c0-12 10-18 22-18s18 8 18 16l10-8v16c-4 8-14 12-26 12S8 48 8 36z" fill="#5fb8d6"/><path d="M9 40c8 8 26 10 40 2-4 8-10 12-20 12S11 48 9 40z" fill="#e6f7fb"/><circle cx="22" cy="33" r="2.6" fill="#10222b"/><path d="M30 14c0-5-5-5-5-9M30 14c0-5 5-5 5-9" stroke="#bfe8f4" stroke-width="2.6" fill="none" stroke-linecap="round"/>`,
  ],
  cat: [
    '#5b2245',
    `<path d="M13 12l12 8h14l12-8v26a19 17 0 0 1-38 0z" fill="#3a3540"/>${eyes(33, 24, 40, '#9be36b')}<path d="M29 40h6l-3 4zM32 44v4" fill="#ff9aa2" stroke="#ff9aa2" stroke-width="1.6"/><path d="M20 42H8m12 4-11 3M44 42h12m-12 4 11 3" stroke="#c9c2d1" stroke-width="1.6"/>`,
  ],
  bear: [
    '#25502f',
    `<circle cx="17" cy="19" r="8" fill="#7a4a2b"/><circle cx="47" cy="19" r="8" fill="#7a4a2b"/><circle cx="32" cy="35" r="21" fill="#8f5a36"/><ellipse cx="32" cy="43" rx="10" ry="8" fill="#e7c7a4"/>${eyes(32)}<ellipse cx="32" cy="40" rx="4" ry="3" fill="#1b1020"/>`,
  ],
  frog: [
    '#14453d',
    `<circle cx="20" cy="20" r="9" fill="#6ecb5a"/><circle cx="44" cy="20" r="9" fill="#6ecb5a"/><ellipse cx="32" cy="38" rx="24" ry="17" fill="#6ecb5a"/><circle cx="20" cy="20" r="5" fill="#fff"/><circle cx="44" cy="20" r="5" fill="#fff"/>${eyes(20, 20, 44)}<path d="M18 42c8 7 20 7 28 0" stroke="#1d5c2a" stroke-width="3" fill="none" stroke-linecap="round"/>`,
  ],
  penguin: [
    '#274b8f',
    `<ellipse cx="32" cy="36" rx="20" ry="24" fill="#1d2230"/><ellipse cx="32" cy="42" rx="13" ry="17" fill="#f6f3ec"/><circle cx="25" cy="27" r="7" fill="#f6f3ec"/><circle cx="39" cy="27" r="7" fill="#f6f3ec"/>${eyes(27, 26, 38)}<path d="M27 33h10l-5 6z" fill="#ffa25e"/>`,
  ],
  octopus: [
    '#1c2a59',
    `<path d="M12 52V32a20 20 0 0 1 40 0v20c-3 4-6 4-8 0-2 4-6 4-8 0-2 4-6 4-8 0-2 4-6 4-8 0-2 4-5 4-8 0z" fill="#e0568b"/>${eyes(30, 25, 39)}<path d="M27 38c3 3 7 3 10 0" stroke="#7a1f48" stroke-width="2.4" fill="none" stroke-linecap="round"/>`,
  ],
  robot: [
    '#4a3f35',
    `<path d="M32 6v10" stroke="#d7dee8" stroke-width="3"/><circle cx="32" cy="7" r="4" fill="#ff6a3d"/><rect x="12" y="16" width="40" height="36" rx="9" fill="#a9b7c9"/><rect x="18" y="24" width="28" height="12" rx="6" fill="#1d2735"/>${eyes(30, 25, 39, '#6ff0d2')}<path d="M22 44h20" stroke="#1d2735" stroke-width="3" stroke-dasharray="4 2"/>`,
  ],
  ghost: [
    '#40307a',
    `<path d="M13 56V30a19 19 0 0 1 38 0v26l-6-5-6 5-7-5-7 5-6-5z" fill="#f4f1ff"/>${eyes(30, 25, 39)}<ellipse cx="32" cy="40" rx="4" ry="5" fill="#40307a"/>`,
  ],
  astronaut: [
    '#101a3a',
    `<circle cx="12" cy="12" r="1.5" fill="#fff"/><circle cx="54" cy="18" r="1.2" fill="#fff"/><circle cx="32" cy="32" r="22" fill="#e8ecf3"/><rect x="16" y="20" width="32" height="24" rx="12" fill="#26365f"/><path d="M21 28c2-4 6-5 9-5" stroke="#8fb4ff" stroke-width="3" fill="none" stroke-linecap="round"/><path d="M18 58c2-8 26-8 28 0" fill="#ff6a3d"/>`,
  ],
  cactus: [
    '#b5522d',
    `<rect x="25" y="10" width="14" height="40" rx="7" fill="#4fa35c"/><path d="M25 34h-4a6 6 0 0 1-6-6v-5M39 30h4a6 6 0 0 0 6-6v-5" stroke="#4fa35c" stroke-width="8" fill="none" stroke-linecap="round"/>${eyes(26, 29, 36)}<path d="M18 48h28l-4 12H22z" fill="#ffe1b8"/>`,
  ],
  moon: [
    '#1d2148',
    `<path d="M42 8a25 25 0 1 0 14 36A21 21 0 0 1 42 8z" fill="#ffe29a"/><circle cx="22" cy="38" r="4" fill="#e5c06b"/><circle cx="32" cy="48" r="3" fill="#e5c06b"/><circle cx="50" cy="20" r="2" fill="#fff"/>`,
  ],
  sun: [
    '#c2410c',
    `<g stroke="#ffd166" stroke-width="4" stroke-linecap="round"><path d="M32 5v7M32 52v7M5 32h7M52 32h7M13 13l5 5M46 46l5 5M51 13l-5 5M18 46l-5 5"/></g><circle cx="32" cy="32" r="16" fill="#ffd166"/>${eyes(29, 26, 38)}<path d="M25 36c4 5 10 5 14 0" stroke="#7a2e05" stroke-width="2.6" fill="none" stroke-linecap="round"/>`,
  ],
  mountain: [
    '#5b7fb4',
    `<circle cx="46" cy="17" r="8" fill="#ffd9a0"/><path d="M4 56l22-36 12 18 6-8 16 26z" fill="#2c3e57"/><path d="M26 20l-8 13 6-3 4 5 4-6z" fill="#f6f9ff"/>`,
  ],
  rocket: [
    '#3a1d5e',
    `<path d="M32 5c10 9 12 22 8 36H24C20 27 22 14 32 5z" fill="#f6f3ec"/><circle cx="32" cy="24" r="6" fill="#4aa8ff"/><path d="M24 32l-9 12 10-2zM40 32l9 12-10-2z" fill="#ff6a3d"/><path d="M27 44h10l-5 15z" fill="#ffc27a"/>`,
  ],
} as const satisfies Record<string, readonly [ground: string, drawing: string]>

export type AvatarName = keyof typeof PICTURES
export const AVATAR_NAMES = Object.keys(PICTURES) as AvatarName[]

function isAvatar(name: string | null): name is AvatarName {
  return name !== null && Object.hasOwn(PICTURES, name)
}

/** A picture by its name, or null where there is none of that name. */
export function avatarPicture(name: string | null): SVGSVGElement | null {
  if (!isAvatar(name)) return null
  const [ground, drawing] = PICTURES[name]
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 64 64')
  svg.setAttribute('aria-hidden', 'true')
  svg.innerHTML = `<rect width="64" height="64" fill="${ground}"/>${drawing}`
  return svg
}
