/** Identity: accounts, tokens, profiles and devices. */
export type { Principal, PrincipalProfile } from './principal.js'
export type { LoggedIn } from './logged_in.js'
export type { Role } from './models/account.js'
export { DEVICE_KINDS, type DeviceKind } from './models/device.js'
export type { DeviceName } from './queries/devices_by_ids.js'

export { CreateAccount, type NewAccount } from './actions/create_account.js'
export {
  DeleteGeneratedViewers,
  GenerateViewers,
  type GeneratedViewer,
} from './actions/generate_viewers.js'
export { CreateLoadAccounts } from './actions/create_load_accounts.js'
export { LogIn, type LogInInput } from './actions/log_in.js'
export { OpenDevice, type NewDevice } from './actions/open_device.js'
export { EndDevice, type EndDeviceInput } from './actions/end_device.js'
export { CreateProfile, type NewProfile } from './actions/create_profile.js'
export { issueAccessToken, type AccessToken, type AccessTokenGrant } from './access_token.js'

export { DevicesByIds } from './queries/devices_by_ids.js'
export { ViewersByEmails, type AccountViewer } from './queries/viewers_by_emails.js'
export { FindAccount } from './queries/find_account.js'
export { FindAccountByEmail } from './queries/find_account_by_email.js'
export { MakeExport } from './actions/make_export.js'
export { PurgePersonalData } from './actions/purge_personal_data.js'
export { isLocked } from './presence.js'
export { PassMaturityLimit } from './actions/pass_maturity_limit.js'
export { FindOwnProfile } from './queries/find_own_profile.js'

export { DeviceEnded } from './events.js'
export { E_EMAIL_TAKEN, E_PROFILE_NOT_FOUND } from './errors.js'
export { newAccountFields } from './validators/requests.js'
