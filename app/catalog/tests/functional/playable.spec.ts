import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId, type EpisodeId, type TitleId } from '#core/ids'
import { countQueries } from '#tests/query_count'
import { AssetPublished } from '#ingest'
import { AttachArtwork, DetachArtwork } from '../../actions/attach_artwork.js'
import { CreateTitle } from '../../actions/create_title.js'
import { PublishTitle } from '../../actions/publish_title.js'
import { UpdateTitle } from '../../actions/update_title.js'
import Title from '../../models/title.js'
import { FindNextEpisode } from '../../queries/find_next_episode.js'
import { FindPlayable } from '../../queries/find_playable.js'
import { TitleCardsByIds } from '../../queries/title_cards_by_ids.js'
import { EDITORS_VIEW } from '../../viewing.js'
import {
  COMPLETE,
  picture,
  publishAsset,
  publishedFilm,
  publishedShow,
  streamWithPoster,
} from '../catalogue.js'

test.group('What can be played', (group) => {
  group.each.setup(async () => {
    await db.rawQuery('truncate catalog.titles, catalog.genres, catalog.people cascade')
  })

  test('a film is found in one read, with its stream and skip markers', async ({ assert }) => {
    const markers = [{ kind: 'credits' as const, startSeconds: 27, endSeconds: 30 }]
    const film = await publishedFilm({ skipMarkers: markers })
    const find = () => new FindPlayable().handle({ country: 'US', titleId: film.id })

    const playable = await find()

    assert.equal(playable!.stream!.durationSeconds, 30.033)
    assert.containsSubset(playable, {
      titleId: film.id,
      episodeId: null,
      name: 'Big Buck Bunny',
      maturity: 6,
      published: true,
      durationSeconds: 30.033,
      skipMarkers: markers,
      nextEpisode: null,
    })
    assert.equal(await countQueries(find), 1)
  })

  test('an episode knows its show and the next one, across seasons, skipping drafts', async ({
    assert,
  }) => {
    const { show, episodes } = await publishedShow([2, 2])
    const [first, second, third, fourth] = episodes as [
      (typeof episodes)[0],
      (typeof episodes)[0],
      (typeof episodes)[0],
      (typeof episodes)[0],
    ]
    const find = (episodeId: EpisodeId) => new FindPlayable().handle({ country: 'US', episodeId })

    assert.containsSubset(await find(first.id), {
      titleId: show.id,
      showName: 'Generative',
      seasonNumber: 1,
      episodeNumber: 1,
      nextEpisode: { id: second.id, seasonNumber: 1, episodeNumber: 2 },
    })
    assert.equal(await countQueries(() => find(first.id)), 1)
    assert.equal((await find(second.id))?.nextEpisode?.id, third.id)
    assert.match((await find(second.id))!.nextEpisode!.still!, /^\/artwork\//)
    assert.isNull((await find(fourth.id))?.nextEpisode)

    await db
      .from('catalog.episodes')
      .where('id', third.id)
      .update({ state: 'draft', published_at: null })
    assert.equal((await find(second.id))?.nextEpisode?.id, fourth.id)
    assert.equal((await new FindNextEpisode().handle({ episodeId: second.id }))?.id, fourth.id)
    assert.isFalse((await find(third.id))?.published)
  })

  test('names are in the best of the languages that are asked for, and else its own', async ({
    assert,
  }) => {
    const { show, episodes } = await publishedShow([2])
    const [first, second] = episodes as [(typeof episodes)[0], (typeof episodes)[0]]
    const trailer = await new CreateTitle().handle({
      ...{ kind: 'extra', parentId: show.id, extraKind: 'trailer', name: 'First look' },
      translations: { de: { name: 'Erster Blick' } },
    })
    await new UpdateTitle().handle({ titleId: show.id, translations: { de: { name: 'Erzeugt' } } })
    await db.table('catalog.episode_translations').multiInsert([
      { episode_id: first.id, language: 'de', name: 'Folge eins' },
      { episode_id: second.id, language: 'de', name: 'Folge zwei' },
      { episode_id: second.id, language: 'de-AT', name: 'Folge zwo' },
    ])
    const namesFor = async (languages: string[]) => {
      const find = (wanted: { titleId: TitleId } | { episodeId: EpisodeId }) =>
        new FindPlayable().handle({ country: 'US', languages, ...wanted })
      const episode = await find({ episodeId: first.id })
      const extra = await find({ titleId: trailer.id })
      return [episode?.showName, episode?.name, episode?.nextEpisode?.name, extra?.name]
    }
    assert.deepEqual(await namesFor(['de-AT', 'de', 'en']), [
      ...['Erzeugt', 'Folge eins', 'Folge zwo', 'Erster Blick'],
    ])
    const own = ['Generative', 'Episode 1.1', 'Episode 1.2', 'First look']
    assert.deepEqual(await namesFor(['en', 'de']), own)
    assert.deepEqual(await namesFor(['fr', 'en']), own)
    assert.deepEqual(await namesFor([]), own)
  })

  test('a show stands for its first playable episode', async ({ assert }) => {
    const { show, episodes } = await publishedShow([1, 1])
    const playable = await new FindPlayable().handle({ country: 'US', titleId: show.id })
    assert.equal(playable?.episodeId, episodes[0]?.id)
  })

  test('a draft says that it is one; an unknown id is nothing', async ({ assert }) => {
    const draft = await new CreateTitle().handle({ kind: 'film', name: 'Draft' })
    const playable = await new FindPlayable().handle({ country: 'US', titleId: draft.id })
    assert.containsSubset(playable, { published: false, stream: null, maturity: null })
    assert.isNull(await new FindPlayable().handle({ country: 'US', titleId: newId<TitleId>() }))
    assert.isNull(await new FindPlayable().handle({ country: 'US', episodeId: newId<EpisodeId>() }))
  })

  test('an asset that is told of twice changes nothing the second time', async ({ assert }) => {
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Film', ...COMPLETE })
    const { assetId, stream } = await publishAsset({ titleId: film.id })
    const artwork = () => db.from('catalog.artwork').where('title_id', film.id).orderBy('kind')
    const before = await artwork()

    await AssetPublished.dispatch(assetId, { titleId: film.id }, stream)

    assert.deepEqual(await artwork(), before)
    assert.deepEqual(
      before.map((row) => [row.kind, row.origin]),
      [
        ['backdrop', 'frame'],
        ['poster', 'frame'],
      ]
    )
    const stored = await Title.findOrFail(film.id)
    assert.equal(stored.assetId, assetId)
    assert.deepEqual(stored.stream, stream)
    assert.equal(stored.durationSeconds, 30.033)
  })

  test('a video whose frames cannot be read is kept all the same', async ({ assert }) => {
    const film = await new CreateTitle().handle({ kind: 'film', name: 'Film' })
    await publishAsset(
      { titleId: film.id },
      { ...(await streamWithPoster()), posters: ['missing.jpg'] }
    )
    assert.isNotNull((await Title.findOrFail(film.id)).assetId)
  })

  test('an asset of a title that is gone does not fail the job', async () => {
    await publishAsset({ titleId: newId<TitleId>() })
    await publishAsset({ episodeId: newId<EpisodeId>() })
  })

  test('publishing a show again brings out the episodes that came since', async ({ assert }) => {
    const { show, episodes } = await publishedShow([2])
    await db
      .from('catalog.episodes')
      .where('id', episodes[1]!.id)
      .update({ state: 'draft', published_at: null })
    await new PublishTitle().handle({ titleId: show.id })
    const cards = await new TitleCardsByIds().handle({
      titleIds: [show.id],
      episodeIds: episodes.map(({ id }) => id),
      viewing: EDITORS_VIEW,
    })
    assert.equal(cards.episodes.size, 2)
    assert.isTrue(cards.titles.get(show.id)?.playable)
    assert.containsSubset(cards.episodes.get(episodes[1]!.id), {
      titleId: show.id,
      showName: 'Generative',
      seasonNumber: 1,
      episodeNumber: 2,
      playable: true,
    })
  })

  test('cards of titles and episodes are two queries', async ({ assert }) => {
    const film = await publishedFilm()
    const { show, episodes } = await publishedShow([3])
    const count = await countQueries(() =>
      new TitleCardsByIds().handle({
        titleIds: [film.id, show.id],
        episodeIds: episodes.map(({ id }) => id),
        viewing: EDITORS_VIEW,
      })
    )
    assert.equal(count, 2)
  })

  test('a published film cannot lose what it needs', async ({ assert }) => {
    const film = await publishedFilm()
    await assert.rejects(
      () => new UpdateTitle().handle({ titleId: film.id, genres: [], synopsis: ' ' }),
      'Something is missing before this can be published'
    )
    assert.equal((await Title.findOrFail(film.id)).synopsis, COMPLETE.synopsis)
  })

  test('a published film whose video is gone can be edited still, and lose no more', async ({
    assert,
  }) => {
    const film = await publishedFilm()
    await db.from('catalog.titles').where('id', film.id).update({ asset_id: null, stream: null })
    await new UpdateTitle().handle({ titleId: film.id, name: 'Renamed', synopsis: 'Another.' })
    assert.equal((await Title.findOrFail(film.id)).name, 'Renamed')
    await assert.rejects(
      () => new UpdateTitle().handle({ titleId: film.id, synopsis: null }),
      'Something is missing before this can be published'
    )
    const detach = (kind: 'poster' | 'logo') =>
      new DetachArtwork().handle({ titleId: film.id, kind })
    await new AttachArtwork().handle({
      titleId: film.id,
      kind: 'logo',
      image: await picture(640, 360),
    })
    await detach('logo')
    await assert.rejects(
      () => detach('poster'),
      'Something is missing before this can be published'
    )
  })
})
