import { problem } from '#core/problem'

export const E_NOT_PLAYABLE = problem('playback.not-playable', 404, 'This cannot be played')
export const E_NOT_READY = problem('playback.not-ready', 409, 'This is still being prepared')
export const E_NOT_AVAILABLE_HERE = problem(
  'playback.not-available-here',
  403,
  'This cannot be watched in your country now'
)
export const E_MATURITY = problem('playback.maturity', 403, 'This profile may not watch this')
export const E_CODEC = problem('playback.no-supported-stream', 409, 'This device cannot play this')
export const E_DEVICE_ENDED = problem('playback.device-ended', 403, 'This device was logged out')
export const E_STREAM_LIMIT = problem(
  'playback.stream-limit',
  409,
  'Your account is watching on as many devices as it may'
)

export const E_SESSION_TOKEN = problem(
  'playback.session-token-invalid',
  401,
  'This play session is not known; start playing again'
)
export const E_SESSION_TOKEN_EXPIRED = problem(
  'playback.session-token-expired',
  401,
  'This play session is over; start playing again'
)
export const E_OTHER_SESSION = problem(
  'playback.other-session',
  403,
  'This token belongs to another play session'
)
export const E_HEARTBEAT_NOT_KEPT = problem(
  'playback.heartbeat-not-kept',
  503,
  'The position could not be kept; send it again'
)
export const E_QUALITY_NOT_KEPT = problem(
  'playback.quality-not-kept',
  503,
  'The report could not be kept; the next one will do'
)
export const E_HISTORY_ITEM = problem(
  'playback.history-item-not-found',
  404,
  'This is not in the history'
)

export const E_BOOKMARK = problem(
  'playback.bookmark-not-found',
  404,
  'This profile has no such bookmark'
)
export const E_BOOKMARK_POSITION = problem(
  'playback.bookmark-position',
  422,
  'There is no such moment in it'
)
export const E_BOOKMARKS_FULL = problem(
  'playback.bookmarks-full',
  409,
  'This profile has as many bookmarks as it may'
)

export const E_LICENCE_TOKEN = problem(
  'licence.token-invalid',
  401,
  'This licence token is not valid'
)
export const E_LICENCE_TOKEN_EXPIRED = problem(
  'licence.token-expired',
  401,
  'This licence token has expired; start playing again'
)
export const E_LICENCE_SESSION_ENDED = problem(
  'licence.session-ended',
  403,
  'The play session of this licence has ended'
)
export const E_KEY_NOT_ALLOWED = problem(
  'licence.key-not-allowed',
  403,
  'This play session may not have a key that was asked for'
)
export const E_LICENCE_REQUEST = problem(
  'licence.request-invalid',
  422,
  'This is not a Clear Key licence request'
)

export const E_EDGE_POLICY_MISSING = problem(
  'edge.policy-missing',
  403,
  'A signed policy is needed here'
)
export const E_EDGE_POLICY_MALFORMED = problem(
  'edge.policy-malformed',
  403,
  'The policy cannot be read'
)
export const E_EDGE_KEY_UNKNOWN = problem('edge.key-unknown', 403, 'The key pair is not known')
export const E_EDGE_SIGNATURE = problem(
  'edge.signature-invalid',
  403,
  'The signature does not match the policy'
)
export const E_EDGE_RESOURCE = problem(
  'edge.resource-not-covered',
  403,
  'The policy is for another resource'
)
export const E_EDGE_EXPIRED = problem('edge.policy-expired', 403, 'The policy has expired')
export const E_EDGE_NOT_YET = problem(
  'edge.policy-not-yet-valid',
  403,
  'The policy is not yet valid'
)
export const E_EDGE_ADDRESS = problem(
  'edge.address-not-covered',
  403,
  'The policy is for another address'
)
export const E_EDGE_PATH = problem('edge.path-refused', 403, 'No file can have this path')
export const E_EDGE_NOT_FOUND = problem('edge.not-found', 404, 'There is no such file')
export const E_EDGE_METHOD = problem(
  'edge.method-not-allowed',
  405,
  'Only GET and HEAD are known here'
)
export const E_EDGE_RANGE = problem(
  'edge.range-not-satisfiable',
  416,
  'The file ends before this range'
)
