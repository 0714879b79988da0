import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams } from '#core/http/validate'
import type { ProfileId } from '#core/ids'
import { CreateProfile } from '../actions/create_profile.js'
import { DeleteProfile } from '../actions/delete_profile.js'
import { UpdateProfile } from '../actions/update_profile.js'
import { FindProfile } from '../queries/find_profile.js'
import { FindProfiles } from '../queries/find_profiles.js'
import { transformProfile } from '../transformers/profile_transformer.js'
import { newProfileBody, profileChangeBody, profileParams } from '../validators/requests.js'

export default class ProfilesController {
  @inject()
  async index(ctx: HttpContext, findProfiles: FindProfiles) {
    const { accountId, kidsMode, profiles: known } = ctx.principal
    const profiles = await findProfiles.handle({ accountId })
    const shown = kidsMode
      ? profiles.filter(({ id }) => known.some((of) => of.id === id))
      : profiles
    return sendRevalidated(ctx, { items: shown.map(transformProfile) })
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
    const { principal } = ctx
    const { profileId } = ctx.params
    return transformProfile(await updateProfile.handle({ principal, profileId, ...change }))
  }

  @inject()
  async destroy(ctx: HttpContext, deleteProfile: DeleteProfile) {
    const { accountId } = ctx.principal
    const { profileId } = await validateParams(ctx, profileParams)
    await deleteProfile.handle({ accountId, profileId: profileId as ProfileId })
    return ctx.response.noContent()
  }
}
