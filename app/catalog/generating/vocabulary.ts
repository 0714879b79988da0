/** Genres as they are named, and in the languages that have a word of their own for them here. */
export const GENRES: { name: string; translations: Record<string, string> }[] = `
  Action|es Acción|fr Action|de Action|ru Боевик|ja アクション
  Adventure|es Aventura|fr Aventure|de Abenteuer|ru Приключения|ja 冒険
  Animation|es Animación|fr Animation|de Zeichentrick|ru Мультфильм|ja アニメ
  Comedy|es Comedia|fr Comédie|de Komödie|ru Комедия|ja コメディ
  Crime|es Crimen|fr Policier|de Krimi|ru Криминал|ja 犯罪
  Documentary|es Documental|fr Documentaire|de Dokumentation|ru Документальный|ja ドキュメンタリー
  Drama|es Drama|fr Drame|de Drama|ru Драма|ja ドラマ
  Family|es Familiar|fr Famille|de Familie|ru Семейный|ja ファミリー
  Fantasy|es Fantasía|fr Fantastique|de Fantasy|ru Фэнтези|ja ファンタジー
  History|es Historia|fr Histoire|de Geschichte|ru История|ja 歴史
  Horror|es Terror|fr Horreur|de Horror|ru Ужасы|ja ホラー
  Music|es Música|fr Musique|de Musik|ru Музыка|ja 音楽
  Mystery|es Misterio|fr Mystère|de Rätsel|ru Детектив|ja ミステリー
  Romance|es Romance|fr Romance|de Liebesfilm|ru Мелодрама|ja ロマンス
  Science fiction|es Ciencia ficción|fr Science-fiction|de Science-Fiction|ru Фантастика|ja SF
  Sport|es Deporte|fr Sport|de Sport|ru Спорт|ja スポーツ
  Thriller|es Suspense|fr Thriller|de Thriller|ru Триллер|ja スリラー
  War|es Guerra|fr Guerre|de Krieg|ru Военный|ja 戦争
  Western|es Western|fr Western|de Western|ru Вестерн|ja 西部劇`
  .trim()
  .split('\n')
  .map((line) => {
    const [name, ...rest] = line.trim().split('|')
    const translations = rest.map((item) => [item.slice(0, 2), item.slice(3)] as const)
    return { name: name!, translations: Object.fromEntries(translations) }
  })

/** Genres that children's titles have, and genres that are never theirs. */
export const GENTLE_GENRES = new Set(['Animation', 'Family', 'Music', 'Adventure'])
export const HARSH_GENRES = new Set(['Horror', 'War', 'Crime', 'Thriller'])

export const TAGS =
  `heist, time travel, road trip, coming of age, small town, courtroom, space station, haunted house,
  first love, based on a true story, found family, revenge, undercover, wilderness, high school, football,
  chess, cooking, slow burn, feel-good, dark humour, black and white, one night, parallel worlds, artificial intelligence,
  shipwreck, detective, espionage, royal court, folk tale, dinosaurs, dogs, cats, holidays, Christmas, wedding,
  amnesia, twins, jazz, opera, submarine, desert, Arctic, island life, night train, journalism, hospital, boxing,
  cycling, motorsport, zombies, vampires, witches, pirates, samurai, gangsters, cold case, climate, anthology, miniseries`
    .split(',')
    .map((name) => name.trim())

/** Labels of four bodies, by the age that each stands for; the highest that is not above it counts. */
export const RATING_SYSTEMS: { country: string; system: string; labels: [number, string][] }[] = [
  { country: 'US', system: 'mpa', labels: labels('0 G, 8 PG, 13 PG-13, 17 R, 18 NC-17') },
  { country: 'GB', system: 'bbfc', labels: labels('4 U, 8 PG, 12 12, 15 15, 18 18') },
  { country: 'DE', system: 'fsk', labels: labels('0 0, 6 6, 12 12, 16 16, 18 18') },
  { country: 'FR', system: 'cnc', labels: labels('0 TP, 10 10, 12 12, 16 16, 18 18') },
]

function labels(list: string): [number, string][] {
  return list.split(', ').map((item) => {
    const [age, label] = item.split(' ')
    return [Number(age), label!]
  })
}

/** Where titles with windows may be shown. `*` is everywhere. */
export const COUNTRIES = [
  'US',
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'PT',
  'GR',
  'JP',
  'KR',
  'IN',
  'EG',
  '*',
]
