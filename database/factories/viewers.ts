import { newId, type AccountId, type DeviceId, type ProfileId } from '#core/ids'
import { issueAccessToken } from '#identity'

export interface Viewer {
  token: string
  accountId: AccountId
  deviceId: DeviceId
  profileId: ProfileId
  kidProfileId: ProfileId
}

/**
 * A logged-in account with a grown-up's profile, in this language, and a kid's; `other` logs in on one
 * more device.
 */
export async function viewer(other?: Viewer, language = 'en'): Promise<Viewer> {
  const accountId = other?.accountId ?? newId<AccountId>()
  const profileId = other?.profileId ?? newId<ProfileId>()
  const kidProfileId = other?.kidProfileId ?? newId<ProfileId>()
  const deviceId = newId<DeviceId>()
  const { token } = await issueAccessToken({
    ...{ accountId, deviceId, roles: ['viewer'] },
    profiles: [
      { id: profileId, kids: false, maturity: 18, language },
      { id: kidProfileId, kids: true, maturity: 7, language: 'en' },
    ],
  })
  return { token, accountId, deviceId, profileId, kidProfileId }
}
