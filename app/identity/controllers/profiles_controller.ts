import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody } from '#core/http/validate'
import { CreateProfile } from '../actions/create_profile.js'
import { DeleteProfile } from '../actions/delete_profile.js'
import { UpdateProfile } from '../actions/update_profile.js'
import { FindProfile } from '../queries/find_profile.js'
import { FindProfiles } from '../queries/find_profiles.js'
import { transformProfile } from '../transformers/profile_transformer.js'
import { newProfileBody, profileChangeBody } from '../validators/requests.js'

export default class ProfilesController {
  @inject()
  async index(ctx: HttpContext, findProfiles: FindProfiles) {
    const profiles = await findProfiles.handle({ accountId: ctx.principal.accountId })
    return sendRevalidated(ctx, { items: profiles.map(transformProfile) })
  }

  @inject()
  async store(ctx: HttpContext, createProfile: CreateProfile) {
    const input = await validateBody(ctx, newProfileBody)
    const profile = await createProfile.handle({ accountId: ctx.principal.accountId, ...input })
    return ctx.response.created(transformProfile(profile))
  }

  @inject()
  async show(ctx: HttpContext, findProfile: FindProfile) {
    const { accountId } = ctx.principal
    const profile = await findProfile.handle({ accountId, profileId: ctx.params.profileId })
    return sendRevalidated(ctx, transformProfile(profile))
  }

  @inject()
  async update(ctx: HttpContext, updateProfile: UpdateProfile) {
    const change = await validateBody(ctx, profileChangeBody)
    const { accountId } = ctx.principal
    const { profileId } = ctx.params
    return transformProfile(await updateProfile.handle({ accountId, profileId, ...change }))
  }

  @inject()
  async destroy({ principal, params, response }: HttpContext, deleteProfile: DeleteProfile) {
    const { accountId } = principal
    await deleteProfile.handle({ accountId, profileId: params.profileId })
    return response.noContent()
  }
}
