/** A body that says for which age a film or a show is. */
export interface RatingSystem {
  id: string
  name: string
  /** Where its labels are in use (ISO 3166-1 alpha-2). */
  countries: readonly string[]
  /** Each label with the youngest age that it lets watch alone, 0 to 18 years. */
  labels: Readonly<Record<string, number>>
}

/**
 * The systems as the bodies publish them. A label that only advises parents (PG, U) counts as the
 * age from which the body considers it suitable without them.
 */
export const RATING_SYSTEMS: readonly RatingSystem[] = [
  {
    id: 'mpa',
    name: 'Motion Picture Association',
    countries: ['US'],
    labels: { 'G': 0, 'PG': 8, 'PG-13': 13, 'R': 17, 'NC-17': 18 },
  },
  {
    id: 'tvpg',
    name: 'TV Parental Guidelines',
    countries: ['US'],
    labels: {
      'TV-Y': 0,
      'TV-Y7': 7,
      'TV-Y7-FV': 7,
      'TV-G': 0,
      'TV-PG': 10,
      'TV-14': 14,
      'TV-MA': 17,
    },
  },
  {
    id: 'bbfc',
    name: 'British Board of Film Classification',
    countries: ['GB'],
    labels: { 'U': 4, 'PG': 8, '12': 12, '12A': 12, '15': 15, '18': 18, 'R18': 18 },
  },
  {
    id: 'ifco',
    name: 'Irish Film Classification Office',
    countries: ['IE'],
    labels: { 'G': 0, 'PG': 8, '12A': 12, '15A': 15, '16': 16, '18': 18 },
  },
  {
    id: 'fsk',
    name: 'Freiwillige Selbstkontrolle der Filmwirtschaft',
    countries: ['DE'],
    labels: { '0': 0, '6': 6, '12': 12, '16': 16, '18': 18 },
  },
  {
    id: 'cnc',
    name: 'Centre national du cinéma et de l’image animée',
    countries: ['FR'],
    labels: { 'TP': 0, '10': 10, '12': 12, '16': 16, '18': 18 },
  },
  {
    id: 'kijkwijzer',
    name: 'Kijkwijzer',
    countries: ['NL', 'BE'],
    labels: { 'AL': 0, '6': 6, '9': 9, '12': 12, '14': 14, '16': 16, '18': 18 },
  },
  {
    id: 'icaa',
    name: 'Instituto de la Cinematografía y de las Artes Audiovisuales',
    countries: ['ES'],
    labels: { 'TP': 0, '7': 7, '12': 12, '16': 16, '18': 18 },
  },
  {
    id: 'classind',
    name: 'Classificação Indicativa',
    countries: ['BR'],
    labels: { 'L': 0, '10': 10, '12': 12, '14': 14, '16': 16, '18': 18 },
  },
  {
    id: 'acb',
    name: 'Australian Classification Board',
    countries: ['AU'],
    labels: { 'G': 0, 'PG': 8, 'M': 15, 'MA15+': 15, 'R18+': 18, 'X18+': 18 },
  },
  {
    id: 'chvrs',
    name: 'Canadian Home Video Rating System',
    countries: ['CA'],
    labels: { 'G': 0, 'PG': 8, '14A': 14, '18A': 18, 'R': 18 },
  },
  {
    id: 'eirin',
    name: 'Eirin',
    countries: ['JP'],
    labels: { 'G': 0, 'PG12': 12, 'R15+': 15, 'R18+': 18 },
  },
  {
    id: 'kmrb',
    name: 'Korea Media Rating Board',
    countries: ['KR'],
    labels: { 'ALL': 0, '12': 12, '15': 15, '19': 18 },
  },
  {
    id: 'cbfc',
    name: 'Central Board of Film Certification',
    countries: ['IN'],
    labels: { 'U': 0, 'UA 7+': 7, 'UA 13+': 13, 'UA 16+': 16, 'A': 18 },
  },
  {
    id: 'pegi',
    name: 'Pan European Game Information',
    countries: [
      ...['AT', 'BE', 'BG', 'CH', 'CY', 'CZ', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GR', 'HR', 'HU'],
      ...['IE', 'IS', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
    ],
    labels: { '3': 3, '7': 7, '12': 12, '16': 16, '18': 18 },
  },
]

const BY_ID = new Map(RATING_SYSTEMS.map((system) => [system.id, system]))

/** What is wrong with a rating, in words that list what would be right; or the age of its label. */
export function ageOfRating(rating: {
  country: string
  system: string
  label: string
}): { age: number } | { field: 'country' | 'system' | 'label'; message: string } {
  const system = BY_ID.get(rating.system)
  if (!system) {
    const message = `The systems are ${[...BY_ID.keys()].join(', ')}.`
    return { field: 'system', message }
  }
  if (!system.countries.includes(rating.country)) {
    return { field: 'country', message: `${system.id} rates for ${system.countries.join(', ')}.` }
  }
  if (!Object.hasOwn(system.labels, rating.label)) {
    const message = `The labels of ${system.id} are ${Object.keys(system.labels).join(', ')}.`
    return { field: 'label', message }
  }
  return { age: system.labels[rating.label]! }
}
