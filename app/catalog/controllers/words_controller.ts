import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import { NameWord, type WordKind } from '../actions/edit_word.js'
import { ListWords } from '../queries/list_words.js'
import { wordBody } from '../validators/editing.js'
import {
  genreLanguageParams,
  genreParams,
  tagLanguageParams,
  tagParams,
} from '../validators/identifiers.js'
import { titlePageQuery } from '../validators/viewing.js'
import { viewingOfAccount } from '../viewing.js'

/** Genres and tags: lists for viewers, names for editors. */
export default class WordsController {
  genres(ctx: HttpContext) {
    return list(ctx, 'genre')
  }

  tags(ctx: HttpContext) {
    return list(ctx, 'tag')
  }

  async nameGenre(ctx: HttpContext) {
    const { genreId } = await validateParams(ctx, genreParams)
    return rename(ctx, { kind: 'genre', id: genreId, ...(await validateBody(ctx, wordBody)) })
  }

  async nameTag(ctx: HttpContext) {
    const { tagId } = await validateParams(ctx, tagParams)
    return rename(ctx, { kind: 'tag', id: tagId, ...(await validateBody(ctx, wordBody)) })
  }

  async translateGenre(ctx: HttpContext) {
    const { genreId, language } = await validateParams(ctx, genreLanguageParams)
    const { name } = await validateBody(ctx, wordBody)
    return rename(ctx, { kind: 'genre', id: genreId, language, name })
  }

  async untranslateGenre(ctx: HttpContext) {
    const { genreId, language } = await validateParams(ctx, genreLanguageParams)
    return rename(ctx, { kind: 'genre', id: genreId, language, name: null })
  }

  async translateTag(ctx: HttpContext) {
    const { tagId, language } = await validateParams(ctx, tagLanguageParams)
    const { name } = await validateBody(ctx, wordBody)
    return rename(ctx, { kind: 'tag', id: tagId, language, name })
  }

  async untranslateTag(ctx: HttpContext) {
    const { tagId, language } = await validateParams(ctx, tagLanguageParams)
    return rename(ctx, { kind: 'tag', id: tagId, language, name: null })
  }
}

async function list(ctx: HttpContext, kind: WordKind): Promise<void> {
  const { profileId } = await validateQuery(ctx, titlePageQuery)
  const viewing = await viewingOfAccount(ctx, profileId)
  sendRevalidated(ctx, { items: await new ListWords().handle({ kind, viewing }) })
}

async function rename(ctx: HttpContext, input: Parameters<NameWord['handle']>[0]): Promise<void> {
  ctx.response.json(await new NameWord().handle({ ...input, by: ctx.principal.accountId }))
}
