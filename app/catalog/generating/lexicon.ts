/** Languages in which titles are invented, in the order of the lexicon's columns. */
export const LANGUAGES = [
  'en',
  'es',
  'fr',
  'de',
  'it',
  'pt',
  'ru',
  'el',
  'ja',
  'ko',
  'hi',
  'ar',
  'zh',
] as const
export type Language = (typeof LANGUAGES)[number]

/** One thing that titles speak of, by what it is called in each language. */
export type Concept = Record<Language, string>

function read(table: string): Concept[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const words = line.trim().split('|')
      return Object.fromEntries(LANGUAGES.map((language, at) => [language, words[at]!])) as Concept
    })
}

export const THINGS = read(`
  River|Río|Rivière|Fluss|Fiume|Rio|Река|Ποτάμι|川|강|नदी|نهر|河
  Night|Noche|Nuit|Nacht|Notte|Noite|Ночь|Νύχτα|夜|밤|रात|ليل|夜晚
  Star|Estrella|Étoile|Stern|Stella|Estrela|Звезда|Αστέρι|星|별|तारा|نجمة|星星
  House|Casa|Maison|Haus|Casa|Casa|Дом|Σπίτι|家|집|घर|بيت|房子
  Mountain|Montaña|Montagne|Berg|Montagna|Montanha|Гора|Βουνό|山|산|पहाड़|جبل|高山
  Sea|Mar|Mer|Meer|Mare|Mar|Море|Θάλασσα|海|바다|समुद्र|بحر|大海
  Winter|Invierno|Hiver|Winter|Inverno|Inverno|Зима|Χειμώνας|冬|겨울|सर्दी|شتاء|冬天
  Summer|Verano|Été|Sommer|Estate|Verão|Лето|Καλοκαίρι|夏|여름|गर्मी|صيف|夏天
  Fire|Fuego|Feu|Feuer|Fuoco|Fogo|Огонь|Φωτιά|火|불|आग|نار|火焰
  Shadow|Sombra|Ombre|Schatten|Ombra|Sombra|Тень|Σκιά|影|그림자|छाया|ظل|影子
  Mirror|Espejo|Miroir|Spiegel|Specchio|Espelho|Зеркало|Καθρέφτης|鏡|거울|आईना|مرآة|镜子
  Garden|Jardín|Jardin|Garten|Giardino|Jardim|Сад|Κήπος|庭|정원|बगीचा|حديقة|花园
  Letter|Carta|Lettre|Brief|Lettera|Carta|Письмо|Γράμμα|手紙|편지|चिट्ठी|رسالة|信
  Train|Tren|Train|Zug|Treno|Trem|Поезд|Τρένο|列車|기차|रेलगाड़ी|قطار|火车
  Bridge|Puente|Pont|Brücke|Ponte|Ponte|Мост|Γέφυρα|橋|다리|पुल|جسر|桥
  Wolf|Lobo|Loup|Wolf|Lupo|Lobo|Волк|Λύκος|狼|늑대|भेड़िया|ذئب|狼群
  Raven|Cuervo|Corbeau|Rabe|Corvo|Corvo|Ворон|Κοράκι|鴉|까마귀|कौआ|غراب|乌鸦
  Crown|Corona|Couronne|Krone|Corona|Coroa|Корона|Στέμμα|王冠|왕관|ताज|تاج|王冠
  Island|Isla|Île|Insel|Isola|Ilha|Остров|Νησί|島|섬|द्वीप|جزيرة|岛
  City|Ciudad|Ville|Stadt|Città|Cidade|Город|Πόλη|街|도시|शहर|مدينة|城市
  Dream|Sueño|Rêve|Traum|Sogno|Sonho|Сон|Όνειρο|夢|꿈|सपना|حلم|梦
  Heart|Corazón|Cœur|Herz|Cuore|Coração|Сердце|Καρδιά|心|마음|दिल|قلب|心
  Ghost|Fantasma|Fantôme|Gespenst|Fantasma|Fantasma|Призрак|Φάντασμα|幽霊|유령|भूत|شبح|幽灵
  Dragon|Dragón|Dragon|Drache|Drago|Dragão|Дракон|Δράκος|竜|용|अजगर|تنين|龙
  Clock|Reloj|Horloge|Uhr|Orologio|Relógio|Часы|Ρολόι|時計|시계|घड़ी|ساعة|钟
  Snow|Nieve|Neige|Schnee|Neve|Neve|Снег|Χιόνι|雪|눈|बर्फ़|ثلج|雪
  Road|Camino|Route|Straße|Strada|Estrada|Дорога|Δρόμος|道|길|रास्ता|طريق|路
  Moon|Luna|Lune|Mond|Luna|Lua|Луна|Φεγγάρι|月|달|चाँद|قمر|月亮
  Thief|Ladrón|Voleur|Dieb|Ladro|Ladrão|Вор|Κλέφτης|泥棒|도둑|चोर|لص|小偷
  Teacher|Maestra|Professeur|Lehrerin|Maestra|Professora|Учитель|Δάσκαλος|先生|선생님|शिक्षक|معلم|老师
  King|Rey|Roi|König|Re|Rei|Король|Βασιλιάς|王様|왕|राजा|ملك|国王
  Queen|Reina|Reine|Königin|Regina|Rainha|Королева|Βασίλισσα|女王|여왕|रानी|ملكة|女王
  Brother|Hermano|Frère|Bruder|Fratello|Irmão|Брат|Αδελφός|兄弟|형제|भाई|أخ|兄弟
  Daughter|Hija|Fille|Tochter|Figlia|Filha|Дочь|Κόρη|娘|딸|बेटी|ابنة|女儿
  Stranger|Extraño|Étranger|Fremder|Straniero|Estranho|Незнакомец|Ξένος|旅人|이방인|अजनबी|غريب|陌生人
  Witness|Testigo|Témoin|Zeugin|Testimone|Testemunha|Свидетель|Μάρτυρας|目撃者|목격자|गवाह|شاهد|证人
  Silence|Silencio|Silence|Schweigen|Silenzio|Silêncio|Тишина|Σιωπή|沈黙|침묵|ख़ामोशी|صمت|沉默
  Promise|Promesa|Promesse|Versprechen|Promessa|Promessa|Обещание|Υπόσχεση|約束|약속|वादा|وعد|约定
  Memory|Memoria|Mémoire|Erinnerung|Memoria|Memória|Память|Μνήμη|記憶|기억|याद|ذاكرة|记忆
  Storm|Tormenta|Tempête|Sturm|Tempesta|Tempestade|Буря|Καταιγίδα|嵐|폭풍|तूफ़ान|عاصفة|风暴
  Forest|Bosque|Forêt|Wald|Foresta|Floresta|Лес|Δάσος|森|숲|जंगल|غابة|森林
  Lighthouse|Faro|Phare|Leuchtturm|Faro|Farol|Маяк|Φάρος|灯台|등대|दीपघर|منارة|灯塔
  Orchestra|Orquesta|Orchestre|Orchester|Orchestra|Orquestra|Оркестр|Ορχήστρα|楽団|악단|वाद्यवृंद|أوركسترا|乐团
  Machine|Máquina|Machine|Maschine|Macchina|Máquina|Машина|Μηχανή|機械|기계|मशीन|آلة|机器
  Window|Ventana|Fenêtre|Fenster|Finestra|Janela|Окно|Παράθυρο|窓|창문|खिड़की|نافذة|窗
  Rose|Rosa|Rose|Rose|Rosa|Rosa|Роза|Τριαντάφυλλο|薔薇|장미|गुलाब|وردة|玫瑰
  Harbour|Puerto|Port|Hafen|Porto|Porto|Гавань|Λιμάνι|港|항구|बंदरगाह|ميناء|港口
  Kitchen|Cocina|Cuisine|Küche|Cucina|Cozinha|Кухня|Κουζίνα|台所|부엌|रसोई|مطبخ|厨房
  Rocket|Cohete|Fusée|Rakete|Razzo|Foguete|Ракета|Πύραυλος|ロケット|로켓|रॉकेट|صاروخ|火箭
  Robot|Robot|Robot|Roboter|Robot|Robô|Робот|Ρομπότ|ロボット|로봇|रोबोट|روبوت|机器人
  Hotel|Hotel|Hôtel|Hotel|Albergo|Hotel|Отель|Ξενοδοχείο|ホテル|호텔|होटल|فندق|酒店
  Café|Café|Café|Café|Caffè|Café|Кафе|Καφενείο|カフェ|카페|कॉफ़ीघर|مقهى|咖啡馆
`)

export const PLACES = read(`
  Paris|París|Paris|Paris|Parigi|Paris|Париж|Παρίσι|パリ|파리|पेरिस|باريس|巴黎
  Berlin|Berlín|Berlin|Berlin|Berlino|Berlim|Берлин|Βερολίνο|ベルリン|베를린|बर्लिन|برلين|柏林
  Tokyo|Tokio|Tokyo|Tokio|Tokyo|Tóquio|Токио|Τόκιο|東京|도쿄|टोक्यो|طوكيو|东京
  Lisbon|Lisboa|Lisbonne|Lissabon|Lisbona|Lisboa|Лиссабон|Λισαβόνα|リスボン|리스본|लिस्बन|لشبونة|里斯本
  Mumbai|Bombay|Bombay|Mumbai|Mumbai|Mumbai|Мумбаи|Βομβάη|ムンバイ|뭄바이|मुंबई|مومباي|孟买
  Cairo|El Cairo|Le Caire|Kairo|Il Cairo|Cairo|Каир|Κάιρο|カイロ|카이로|काहिरा|القاهرة|开罗
  Athens|Atenas|Athènes|Athen|Atene|Atenas|Афины|Αθήνα|アテネ|아테네|एथेंस|أثينا|雅典
  Naples|Nápoles|Naples|Neapel|Napoli|Nápoles|Неаполь|Νάπολη|ナポリ|나폴리|नेपल्स|نابولي|那不勒斯
  Seoul|Seúl|Séoul|Seoul|Seul|Seul|Сеул|Σεούλ|ソウル|서울|सियोल|سول|首尔
  Havana|La Habana|La Havane|Havanna|L’Avana|Havana|Гавана|Αβάνα|ハバナ|아바나|हवाना|هافانا|哈瓦那
  Odessa|Odesa|Odessa|Odessa|Odessa|Odessa|Одесса|Οδησσός|オデッサ|오데사|ओडेसा|أوديسا|敖德萨
  Marseille|Marsella|Marseille|Marseille|Marsiglia|Marselha|Марсель|Μασσαλία|マルセイユ|마르세유|मार्सेई|مرسيليا|马赛
`)

export const ADJECTIVES =
  `Silent Crimson Broken Golden Hidden Lost Frozen Wild Hollow Burning Distant Forgotten Electric Quiet
  Midnight Paper Velvet Restless Crooked Bitter Gentle Savage Wandering Invisible Last First Second Endless
  Northern Southern Lonely Brave Strange Perfect Dangerous Little Great Blue Black White Scarlet Emerald
  Iron Glass Wooden Borrowed Stolen Sleepless Reckless Honest`.split(/\s+/)

export const GERUNDS =
  'Chasing Finding Losing Saving Leaving Waking Counting Burning Crossing Forgiving Dancing Painting Stealing'.split(
    ' '
  )

export const NUMBER_WORDS =
  'One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Twenty'.split(' ')
export const ROMAN_NUMERALS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

/** Two words that people write as one, or as one with a hyphen. */
export const COMPOUNDS = [
  ['Night', 'Fall'],
  ['Star', 'Light'],
  ['Moon', 'Stone'],
  ['Iron', 'Side'],
  ['Bird', 'Man'],
  ['Fire', 'Fly'],
  ['Snow', 'Ball'],
  ['Water', 'Works'],
  ['Bull', 'Frog'],
  ['Wolf', 'Hound'],
  ['Sun', 'Flower'],
  ['Storm', 'Breaker'],
] as const

interface Phrases {
  /** Two things side by side. */
  pair: (a: string, b: string) => string
  /** A thing in a place. */
  at: (thing: string, place: string) => string
  season: (number: number) => string
  synopsis: (a: string, b: string, place: string) => string
}

/** Phrases that need no grammar of the words in them, so that they read well in each language. */
export const PHRASES: Record<Language, Phrases> = {
  en: phrases('and', ', ', 'Season', 'A story of two secrets: {a} and {b}, somewhere in {p}.'),
  es: phrases('y', ', ', 'Temporada', 'Una historia sobre dos secretos: {a} y {b}, en {p}.'),
  fr: phrases('et', ', ', 'Saison', 'L’histoire de deux secrets : {a} et {b}, à {p}.'),
  de: phrases('und', ', ', 'Staffel', 'Eine Geschichte von zwei Geheimnissen: {a} und {b}, {p}.'),
  it: phrases('e', ', ', 'Stagione', 'Una storia di due segreti: {a} e {b}, a {p}.'),
  pt: phrases('e', ', ', 'Temporada', 'Uma história de dois segredos: {a} e {b}, em {p}.'),
  ru: phrases('и', ', ', 'Сезон', 'История двух тайн: {a} и {b}. {p}.'),
  el: phrases('και', ', ', 'Σεζόν', 'Η ιστορία δύο μυστικών: {a} και {b}. {p}.'),
  ja: tight('と', '・', (n) => `シーズン${n}`, '{p}。{a}と{b}、二つの秘密の物語。'),
  ko: phrases('그리고', ', ', '시즌', '두 가지 비밀의 이야기: {a} 그리고 {b}. {p}.'),
  hi: phrases('और', ', ', 'सीज़न', 'दो राज़ों की कहानी: {a} और {b}, {p}।'),
  ar: phrases('و', '، ', 'الموسم', 'حكاية سرين: {a} و {b}، {p}.'),
  zh: tight('与', '·', (n) => `第${n}季`, '{p}。{a}与{b}，两个秘密的故事。'),
}

function phrases(and: string, comma: string, season: string, synopsis: string): Phrases {
  return {
    pair: (a, b) => `${a} ${and} ${b}`,
    at: (thing, place) => `${thing}${comma}${place}`,
    season: (number) => `${season} ${number}`,
    synopsis: filling(synopsis),
  }
}

function tight(and: string, dot: string, season: (n: number) => string, synopsis: string): Phrases {
  return {
    pair: (a, b) => `${a}${and}${b}`,
    at: (thing, place) => `${place}${dot}${thing}`,
    season,
    synopsis: filling(synopsis),
  }
}

function filling(template: string): Phrases['synopsis'] {
  return (a, b, place) => template.replace('{a}', a).replace('{b}', b).replace('{p}', place)
}
