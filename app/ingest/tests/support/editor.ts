import { newId, type AccountId, type DeviceId } from '#core/ids'
import { issueAccessToken } from '#identity'

export interface Editor {
  accountId: AccountId
  token: string
}

/** Someone who may ingest. Access tokens need no row, so none is made. */
export async function anEditor(roles: string[] = ['editor']): Promise<Editor> {
  const accountId = newId<AccountId>()
  const { token } = await issueAccessToken({
    accountId,
    deviceId: newId<DeviceId>(),
    roles,
    profiles: [],
  })
  return { accountId, token }
}
