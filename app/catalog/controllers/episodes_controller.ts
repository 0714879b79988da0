import type { HttpContext } from '@adonisjs/core/http'
import { validateBody, validateParams } from '#core/http/validate'
import { CreateEpisode } from '../actions/create_episode.js'
import { CreateSeason } from '../actions/create_season.js'
import { PublishEpisode } from '../actions/publish_episode.js'
import { ScheduleEpisode } from '../actions/schedule.js'
import { TranslateEpisode, TranslateSeason } from '../actions/translate.js'
import { UnpublishEpisode } from '../actions/unpublish_episode.js'
import { DeleteEpisode, UpdateEpisode } from '../actions/update_episode.js'
import { DeleteSeason, UpdateSeason } from '../actions/update_season.js'
import {
  createEpisodeBody,
  createSeasonBody,
  episodeTextsBody,
  nameBody,
  scheduleBody,
  updateEpisodeBody,
  updateSeasonBody,
} from '../validators/editing.js'
import {
  episodeLanguageParams,
  episodeParams,
  seasonLanguageParams,
  seasonParams,
  titleParams,
} from '../validators/identifiers.js'
import { editBy, sendEditedTitle } from './edited.js'

/** Seasons and episodes, for editors. Each change answers with the whole show. */
export default class EpisodesController {
  async storeSeason(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const season = await validateBody(ctx, createSeasonBody)
    await new CreateSeason().handle({ titleId, ...season, ...editBy(ctx) })
    ctx.response.status(201)
    return sendEditedTitle(ctx, titleId)
  }

  async updateSeason(ctx: HttpContext) {
    const params = await validateParams(ctx, seasonParams)
    const changes = await validateBody(ctx, updateSeasonBody)
    const showId = await new UpdateSeason().handle({ ...params, ...changes, ...editBy(ctx) })
    return sendEditedTitle(ctx, showId)
  }

  async destroySeason(ctx: HttpContext) {
    const params = await validateParams(ctx, seasonParams)
    return sendEditedTitle(ctx, await new DeleteSeason().handle({ ...params, ...editBy(ctx) }))
  }

  async translateSeason(ctx: HttpContext) {
    const params = await validateParams(ctx, seasonLanguageParams)
    const texts = await validateBody(ctx, nameBody)
    const showId = await new TranslateSeason().handle({ ...params, texts, ...editBy(ctx) })
    return sendEditedTitle(ctx, showId)
  }

  async untranslateSeason(ctx: HttpContext) {
    const params = await validateParams(ctx, seasonLanguageParams)
    const showId = await new TranslateSeason().handle({ ...params, texts: null, ...editBy(ctx) })
    return sendEditedTitle(ctx, showId)
  }

  async store(ctx: HttpContext) {
    const { seasonId } = await validateParams(ctx, seasonParams)
    const body = await validateBody(ctx, createEpisodeBody)
    const episode = await new CreateEpisode().handle({ seasonId, ...body, ...editBy(ctx) })
    ctx.response.status(201)
    return sendEditedTitle(ctx, episode.titleId)
  }

  async update(ctx: HttpContext) {
    const { episodeId } = await validateParams(ctx, episodeParams)
    const changes = await validateBody(ctx, updateEpisodeBody)
    const episode = await new UpdateEpisode().handle({ episodeId, ...changes, ...editBy(ctx) })
    return sendEditedTitle(ctx, episode.titleId)
  }

  async destroy(ctx: HttpContext) {
    const params = await validateParams(ctx, episodeParams)
    return sendEditedTitle(ctx, await new DeleteEpisode().handle({ ...params, ...editBy(ctx) }))
  }

  async translate(ctx: HttpContext) {
    const params = await validateParams(ctx, episodeLanguageParams)
    const texts = await validateBody(ctx, episodeTextsBody)
    const showId = await new TranslateEpisode().handle({ ...params, texts, ...editBy(ctx) })
    return sendEditedTitle(ctx, showId)
  }

  async untranslate(ctx: HttpContext) {
    const params = await validateParams(ctx, episodeLanguageParams)
    const showId = await new TranslateEpisode().handle({ ...params, texts: null, ...editBy(ctx) })
    return sendEditedTitle(ctx, showId)
  }

  async schedule(ctx: HttpContext) {
    const params = await validateParams(ctx, episodeParams)
    const times = await validateBody(ctx, scheduleBody)
    const episode = await new ScheduleEpisode().handle({ ...params, ...times, ...editBy(ctx) })
    return sendEditedTitle(ctx, episode.titleId)
  }

  async publish(ctx: HttpContext) {
    const params = await validateParams(ctx, episodeParams)
    const episode = await new PublishEpisode().handle({ ...params, ...editBy(ctx) })
    return sendEditedTitle(ctx, episode.titleId)
  }

  async unpublish(ctx: HttpContext) {
    const params = await validateParams(ctx, episodeParams)
    const episode = await new UnpublishEpisode().handle({ ...params, ...editBy(ctx) })
    return sendEditedTitle(ctx, episode.titleId)
  }
}
