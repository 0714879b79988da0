import type { SeededRandom } from '#core/seeded_random'

const CULTURES = [
  {
    first:
      'James Emma Oliver Grace Henry Ruby Arthur Violet George Hazel Thomas Alice Walter Nora Frank',
    last: "Whitlock Harper Ashdown Marlowe Penrose O'Hara Fairfax McAllister Thorne Langley Blackwood Quill",
  },
  {
    first: 'José María Lucía Andrés Sofía Martín Inés Raúl Begoña Íñigo Álvaro Pilar Joaquín Rocío',
    last: 'García Núñez Muñoz Ibáñez Peña Zúñiga Echeverría Quiñones Salazar Villalobos Ordóñez',
  },
  {
    first: 'François Élodie Gaëlle Benoît Chloé Rémy Zoé Anaïs Jérôme Hélène Loïc Margaux Agnès',
    last: 'Lefèvre Dubois Beauchêne Gauthier Mercœur Lemaître d’Aubigny Desprès Fontaine Crépin',
  },
  {
    first:
      'Jürgen Käthe Björn Anneliese Götz Sönke Friederike Mäx Lieselotte Rüdiger Hannelore Jörg',
    last: 'Müller Weiß Schröder Großmann Königsberg Böhm Vogelsang Strauß Krämer Lindenthal',
  },
  {
    first: 'Øystein Åsa Søren Linnéa Bjørn Sigríður Anders Maj-Britt Þóra Håkan Ragnhild Jørgen',
    last: 'Ødegård Lindqvist Sørensen Ågren Jónsdóttir Nygård Bergström Hjälmarsson Kjær',
  },
  {
    first: 'Łukasz Agnieszka Jiří Božena Tomáš Zdzisława Miloš Katarína Grzegorz Šárka Ewa Paweł',
    last: 'Wałęsiak Dvořák Szczęsny Novák Brzęczyk Horáček Żeleński Kučera Krzyżanowski',
  },
  {
    first: 'Akira Haruko Kenji Yuki Satoshi Michiko Ren Sakura Takeshi Naomi Hiroshi Kaori',
    last: 'Tanabe Ishikawa Morimoto Kurosaki Hasegawa Fujiwara Nakagawa Ōnishi Shimizu',
  },
  {
    first: 'Ji-woo Min-jun Seo-yeon Hae-in Eun-ji Dong-hyun Soo-ah Tae-yang Ha-neul Kyung-ho',
    last: 'Kim Park Lee Choi Jung Kang Yoon Im Shin Baek',
  },
  {
    first: 'Arjun Priya Kavita Rohan Meera Vikram Ananya Sanjay Lakshmi Dev Ishaan Nandini',
    last: 'Chatterjee Iyer Kapadia Deshmukh Banerjee Malhotra Rao Krishnamurthy Sethi',
  },
  {
    first: 'Layla Omar Yasmine Tariq Noor Khalid Samira Hassan Farida Idris Amina Rashid',
    last: 'al-Masri Haddad Benali El-Sayed Khoury Mansour Ziani Bouzid Nasser',
  },
  {
    first: 'Dmitri Anastasia Nikolai Svetlana Fyodor Lyudmila Alexei Yekaterina Sergei Irina',
    last: 'Volkov Sokolova Zhuravlyov Morozova Shcherbakov Lebedeva Tchaikin Yablonskaya',
  },
  {
    first: 'Giulia Matteo Niccolò Chiara Lorenzo Noemi Fabrizio Ornella Salvatore Benedetta',
    last: "Bellucci D'Amico Moretti Castellani Ferrante Sant’Angelo Rinaldi Pellegrino",
  },
].map(({ first, last }) => ({ first: first.split(' '), last: last.split(' ') }))

const INITIALS = 'ABCDEFGHJKLMNPRSTW'.split('')

/** The name of somebody who does not exist; some have an initial, a second name or a generation. */
export function inventPersonName(random: SeededRandom): string {
  const { first, last } = random.pick(CULTURES)
  const given = random.pick(first)
  const family = random.pick(last)
  return random.weighted([
    [72, `${given} ${family}`],
    [10, `${given} ${random.pick(INITIALS)}. ${family}`],
    [9, `${given} ${random.pick(first)} ${family}`],
    [6, `${given} ${family}-${random.pick(last)}`],
    [3, `${given} ${family} Jr.`],
  ])
}

/** Names, no two the same: the nth of a name that is taken gets another second initial. */
export function inventPeople(random: SeededRandom, count: number): string[] {
  const names = new Set<string>()
  while (names.size < count) {
    const name = inventPersonName(random)
    if (!names.has(name)) {
      names.add(name)
      continue
    }
    const [given, ...rest] = name.split(' ')
    names.add([given, `${random.pick(INITIALS)}.`, `${random.pick(INITIALS)}.`, ...rest].join(' '))
  }
  return [...names]
}

const TITLES_OF_ADDRESS = [
  'Dr.',
  'Inspector',
  'Captain',
  'Sister',
  'Professor',
  'Detective',
  'Mrs.',
]
const NICKNAMES = ['The Raven', 'Old Tom', 'Number Six', 'Mother', 'The Stranger', 'Zero', 'Ace']

/** Whom an actor plays. */
export function inventCharacter(random: SeededRandom): string {
  const { first, last } = random.pick(CULTURES)
  return random.weighted([
    [50, random.pick(first)],
    [28, `${random.pick(first)} ${random.pick(last)}`],
    [16, `${random.pick(TITLES_OF_ADDRESS)} ${random.pick(last)}`],
    [6, random.pick(NICKNAMES)],
  ])
}
