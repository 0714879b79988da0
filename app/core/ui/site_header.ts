import { chooseProfile, chosenProfile, logOut, viewer } from './api.js'
import type { Profile } from './api_types.js'
import { avatarPicture } from './avatar_pictures.js'
import { h, must } from './dom.js'
import { icon } from './icons.js'

/** The square with a profile's picture, or its initial on a colour that comes from its id. */
export function avatar(profile: Profile): HTMLElement {
  const inside = avatarPicture(profile.avatar) ?? profile.name.slice(0, 1)
  const square = h('span', { 'class': 'avatar', 'aria-hidden': true }, inside)
  square.style.setProperty('--avatar-hue', String(hueOf(profile.id)))
  return square
}

function hueOf(id: string): number {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 360
  return sum
}

/** Makes the header solid once the page scrolls, and fills in who is watching. */
export async function startSiteHeader(): Promise<void> {
  const header = must('.site-header')
  const paint = () => header.toggleAttribute('data-scrolled', scrollY > 24)
  addEventListener('scroll', paint, { passive: true })
  paint()
  const { profiles, account } = await viewer()
  const current = chosenProfile(profiles)
  if (current) addAccountMenu(current, profiles, account)
}

type Account = Awaited<ReturnType<typeof viewer>>['account']

function addAccountMenu(current: Profile, profiles: Profile[], { email, roles }: Account) {
  const menu = h(
    'div',
    { class: 'account-menu', hidden: true },
    ...profiles.filter((profile) => profile.id !== current.id).map(switchTo),
    profiles.length > 1 ? h('hr') : null,
    roles.some((role) => role === 'editor' || role === 'admin')
      ? h('a', { href: '/studio' }, icon('settings'), h('span', {}, 'Studio'))
      : null,
    roles.some((role) => role === 'support' || role === 'admin')
      ? h('a', { href: '/staff/accounts' }, icon('people'), h('span', {}, 'Accounts of viewers'))
      : null,
    h('a', { href: '/account' }, icon('settings'), h('span', {}, 'Account')),
    h('button', { type: 'button', onclick: leave }, icon('logOut'), h('span', {}, 'Log out'))
  )
  const button = h(
    'button',
    {
      'type': 'button',
      'aria-expanded': 'false',
      'aria-label': `${current.name}, ${email}: profiles, account and log out`,
      'onclick': () => show(menu.hidden === true),
    },
    avatar(current)
  )
  const show = (open: boolean) => {
    menu.hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }
  must('.site-header-end').replaceChildren(button, menu)
  document.addEventListener('pointerdown', (event) => {
    if (!(event.target as Element).closest('.site-header-end')) show(false)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return
    show(false)
    button.focus()
  })
}

function switchTo(profile: Profile): HTMLElement {
  const choose = () => {
    if (profile.hasPin) return location.assign('/profiles')
    chooseProfile(profile)
    location.assign('/')
  }
  return h(
    'button',
    { type: 'button', onclick: choose },
    avatar(profile),
    h('span', {}, profile.name)
  )
}

function leave() {
  void logOut().then(() => location.assign('/login'))
}
