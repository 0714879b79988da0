import { problem } from '#core/problem'

export const E_TOKEN_EXPIRED = problem('auth.token-expired', 401, 'The access token has expired')
export const E_TOKEN_INVALID = problem('auth.token-invalid', 401, 'The access token is not valid')
export const E_WRONG_CREDENTIALS = problem(
  'auth.wrong-credentials',
  401,
  'The e-mail or the password is wrong'
)
export const E_REFRESH_INVALID = problem('auth.refresh-invalid', 401, 'Log in again')
export const E_REFRESH_EXPIRED = problem('auth.refresh-expired', 401, 'Log in again')
export const E_REFRESH_ENDED = problem('auth.refresh-ended', 401, 'This device was logged out')
export const E_REFRESH_REUSED = problem('auth.refresh-reused', 401, 'This device was logged out')
export const E_ORIGIN_REFUSED = problem('auth.origin-refused', 403, 'This page may not log in here')
export const E_TOO_MANY_GUESSES = problem('auth.too-many-guesses', 429, 'Too many attempts')
export const E_EMAIL_TAKEN = problem('account.email-taken', 409, 'This e-mail has an account')
export const E_CONFIRMATION_REQUIRED = problem(
  'auth.confirmation-required',
  403,
  'Confirm that it is you'
)
export const E_KIDS_DEVICE = problem('device.kids-mode', 403, 'This device is in a child’s hands')
export const E_PROFILE_LOCKED = problem('profile.locked', 403, 'This profile asks for its PIN')
export const E_WRONG_PIN = problem('profile.wrong-pin', 403, 'The PIN is wrong')
export const E_PROFILE_NOT_FOR_KIDS = problem(
  'profile.not-for-kids',
  409,
  'This is not a kids profile'
)
export const E_PROFILE_WITHOUT_PIN = problem('profile.no-pin', 409, 'This profile has no PIN')
export const E_PROFILE_NOT_FOUND = problem('profile.not-found', 404, 'No such profile')
export const E_PROFILE_LIMIT = problem('profile.limit', 409, 'No more profiles')
export const E_PROFILE_LAST = problem('profile.last', 409, 'An account keeps one profile')
export const E_ACCOUNT_NOT_FOUND = problem('account.not-found', 404, 'No such account')
export const E_INSPECTION_REQUIRED = problem(
  'staff.inspection-required',
  403,
  'Say why you look at this account'
)
export const E_LAST_ADMIN = problem('account.last-admin', 409, 'There must be an admin')
export const E_EXPORT_NOT_FOUND = problem('export.not-found', 404, 'No such export')
export const E_EXPORT_NOT_READY = problem('export.not-ready', 409, 'The file is still being made')
export const E_DEVICE_NOT_FOUND = problem('device.not-found', 404, 'No such device')

export const E_SECOND_FACTOR_REQUIRED = problem(
  'auth.second-factor-required',
  401,
  'A second factor is needed'
)
export const E_CHALLENGE_INVALID = problem('auth.challenge-invalid', 401, 'Log in again')
export const E_WRONG_CODE = problem('auth.wrong-code', 401, 'The code is wrong')
export const E_PROOF_REQUIRED = problem(
  'auth.proof-required',
  403,
  'Give your password or a code for this'
)
export const E_WRONG_PROOF = problem('auth.wrong-proof', 403, 'The password or the code is wrong')
export const E_TWO_FACTOR_ON = problem('two-factor.on', 409, 'Two-factor log-in is on already')
export const E_TWO_FACTOR_OFF = problem('two-factor.off', 409, 'Two-factor log-in is off')
export const E_TWO_FACTOR_NOT_SET_UP = problem(
  'two-factor.not-set-up',
  409,
  'Begin to set up two-factor log-in first'
)
export const E_PASSKEY_UNKNOWN = problem(
  'auth.passkey-refused',
  401,
  'This passkey is not known here'
)
export const E_PASSKEY_REFUSED = problem('passkey.refused', 422, 'This passkey cannot be added')
export const E_PASSKEY_TAKEN = problem('passkey.taken', 409, 'This passkey was added already')
export const E_PASSKEY_LIMIT = problem('passkey.limit', 409, 'No more passkeys')
export const E_PASSKEY_NOT_FOUND = problem('passkey.not-found', 404, 'No such passkey')

/** The codes by which a device that polls is answered: those of RFC 8628 section 3.5 and RFC 6749 section 5.2. */
export const E_AUTHORIZATION_PENDING = problem(
  'authorization_pending',
  400,
  'Nobody has approved this device yet'
)
export const E_SLOW_DOWN = problem('slow_down', 400, 'This device asks too often')
export const E_ACCESS_DENIED = problem('access_denied', 400, 'This device was turned away')
export const E_EXPIRED_TOKEN = problem('expired_token', 400, 'The code has expired')
export const E_INVALID_GRANT = problem('invalid_grant', 400, 'This device code is not valid')
export const E_PAIRING_NOT_FOUND = problem('pairing.not-found', 404, 'No device shows this code')
export const E_PROVIDER_OFF = problem(
  'provider.off',
  404,
  'Signing in this way is not offered here'
)
export const E_PROVIDER_NOTHING_PENDING = problem(
  'provider.nothing-pending',
  409,
  'Sign in with the provider first'
)
export const E_PROVIDER_EMAIL_UNVERIFIED = problem(
  'provider.email-unverified',
  403,
  'The provider has not verified this e-mail'
)
export const E_PROVIDER_ACCOUNT_EXISTS = problem(
  'provider.account-exists',
  409,
  'Log in once to link this'
)
export const E_PROVIDER_EMAIL_DIFFERS = problem(
  'provider.email-differs',
  409,
  'The provider knows you by another e-mail'
)
export const E_PROVIDER_TAKEN = problem('provider.taken', 409, 'This is linked to another account')
export const E_PROVIDER_LINKED = problem(
  'provider.linked',
  409,
  'The account has such a link already'
)
export const E_PROVIDER_LAST = problem('provider.last', 409, 'There would be no way left to log in')
export const E_PROVIDER_NOT_LINKED = problem('provider.not-linked', 404, 'There is no such link')

export const E_WRONG_MAILED_CODE = problem(
  'mailed-code.wrong',
  403,
  'The code or link is wrong, was used, or has expired'
)
export const E_PASSWORD_REFUSED = problem('password.refused', 422, 'Choose another password')
export const E_NO_PASSWORD = problem('password.none', 409, 'This account has no password yet')
export const E_VIEWERS_GENERATED = problem(
  'account.generated-already',
  409,
  'Generated viewers are there already; they can be replaced'
)
