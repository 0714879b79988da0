import type { HttpContext } from '@adonisjs/core/http'
import { validateBody, validateParams } from '#core/http/validate'
import type { TitleId } from '#core/ids'
import { CreateEpisode } from '../actions/create_episode.js'
import { CreateSeason } from '../actions/create_season.js'
import { PublishEpisode } from '../actions/publish_episode.js'
import { UnpublishEpisode } from '../actions/unpublish_episode.js'
import { UpdateEpisode } from '../actions/update_episode.js'
import { FindTitlePage } from '../queries/find_title_page.js'
import { toEditedTitle } from '../transformers/title_page_transformer.js'
import { createEpisodeBody, createSeasonBody, updateEpisodeBody } from '../validators/editing.js'
import { episodeParams, seasonParams, titleParams } from '../validators/identifiers.js'
import { EDITORS_VIEW } from '../viewing.js'

/** Seasons and episodes, for editors. Each change answers with the whole show. */
export default class EpisodesController {
  async storeSeason(ctx: HttpContext) {
    const { titleId } = await validateParams(ctx, titleParams)
    const season = await validateBody(ctx, createSeasonBody)
    await new CreateSeason().handle({ titleId, ...season })
    ctx.response.status(201)
    return answerShow(ctx, titleId)
  }

  async store(ctx: HttpContext) {
    const { seasonId } = await validateParams(ctx, seasonParams)
    const body = await validateBody(ctx, createEpisodeBody)
    const episode = await new CreateEpisode().handle({ seasonId, ...body })
    ctx.response.status(201)
    return answerShow(ctx, episode.titleId)
  }

  async update(ctx: HttpContext) {
    const { episodeId } = await validateParams(ctx, episodeParams)
    const changes = await validateBody(ctx, updateEpisodeBody)
    const episode = await new UpdateEpisode().handle({ episodeId, ...changes })
    return answerShow(ctx, episode.titleId)
  }

  async publish(ctx: HttpContext) {
    const episode = await new PublishEpisode().handle(await validateParams(ctx, episodeParams))
    return answerShow(ctx, episode.titleId)
  }

  async unpublish(ctx: HttpContext) {
    const episode = await new UnpublishEpisode().handle(await validateParams(ctx, episodeParams))
    return answerShow(ctx, episode.titleId)
  }
}

async function answerShow({ response }: HttpContext, titleId: TitleId): Promise<void> {
  response.json(toEditedTitle(await new FindTitlePage().handle({ titleId, viewing: EDITORS_VIEW })))
}
