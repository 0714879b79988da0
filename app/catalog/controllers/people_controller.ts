import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import { DEFAULT_LIMIT } from '#core/pagination'
import { MergePerson, RenamePerson } from '../actions/edit_person.js'
import { FindPerson, FindStaffPerson, ListStaffPeople } from '../queries/find_person.js'
import { mergePersonBody, nameBody, staffListQuery } from '../validators/editing.js'
import { personParams } from '../validators/identifiers.js'
import { titlePageQuery } from '../validators/viewing.js'
import { viewingOfAccount } from '../viewing.js'

/** People who make titles: their pages for viewers, and their names for editors. */
export default class PeopleController {
  async show(ctx: HttpContext) {
    const { personId } = await validateParams(ctx, personParams)
    const { profileId } = await validateQuery(ctx, titlePageQuery)
    const viewing = await viewingOfAccount(ctx, profileId)
    sendRevalidated(ctx, await new FindPerson().handle({ personId, viewing }))
  }

  async index(ctx: HttpContext) {
    const { limit = DEFAULT_LIMIT, ...asked } = await validateQuery(ctx, staffListQuery)
    sendRevalidated(ctx, await new ListStaffPeople().handle({ ...asked, limit }))
  }

  async rename(ctx: HttpContext) {
    const { personId } = await validateParams(ctx, personParams)
    const { name } = await validateBody(ctx, nameBody)
    await new RenamePerson().handle({ personId, name, by: ctx.principal.accountId })
    ctx.response.json(await new FindStaffPerson().handle({ personId }))
  }

  async merge(ctx: HttpContext) {
    const { personId } = await validateParams(ctx, personParams)
    const { intoPersonId } = await validateBody(ctx, mergePersonBody)
    await new MergePerson().handle({ personId, intoPersonId, by: ctx.principal.accountId })
    ctx.response.json(await new FindStaffPerson().handle({ personId: intoPersonId }))
  }
}
