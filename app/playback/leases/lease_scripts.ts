/**
 * The stream limit of an account in Redis: a sorted set of session ids by expiry (Unix ms) and a
 * hash of what each session plays. A script runs alone, so counting and taking cannot interleave.
 */

const DROP_EXPIRED = `
local now = tonumber(ARGV[1])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
end`

const TAKE = `
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[4])
redis.call('HSET', KEYS[2], ARGV[4], ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[2] - now + 60000)
redis.call('PEXPIRE', KEYS[2], ARGV[2] - now + 60000)`

/**
 * KEYS: leases, streams, ended device. ARGV: now, expiry, limit, session id, stream as JSON.
 * The limit 'none' is for what takes no place. Returns the streams in use when the limit is met, 'device-ended' to a device whose access token
 * outlives its log-in, nothing when the lease was taken.
 */
export const TAKE_LEASE = `${DROP_EXPIRED}
if redis.call('EXISTS', KEYS[3]) == 1 then return 'device-ended' end
if ARGV[3] == 'none' then return {} end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return redis.call('HVALS', KEYS[2]) end
${TAKE}
return {}`

/**
 * KEYS: leases, streams, ended session, ended device. ARGV as above, then the session's start.
 * A lease that was lost (Redis began anew, or the player was silent) is taken again if there is room.
 * Returns 'continue', or why the player must stop.
 */
export const RENEW_LEASE = `${DROP_EXPIRED}
local reason = redis.call('GET', KEYS[3])
local deviceEndedAt = redis.call('GET', KEYS[4])
if not reason and deviceEndedAt and tonumber(deviceEndedAt) >= tonumber(ARGV[6]) then
  reason = 'device-ended'
end
if reason then
  redis.call('ZREM', KEYS[1], ARGV[4])
  redis.call('HDEL', KEYS[2], ARGV[4])
  return reason
end
if ARGV[3] == 'none' then return 'continue' end
if not redis.call('ZSCORE', KEYS[1], ARGV[4])
  and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 'stream-limit' end
${TAKE}
return 'continue'`

/** KEYS: leases, streams, ended session. ARGV: session id, reason, life of the mark in ms. */
export const END_LEASE = `
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[3])
return 1`

/** KEYS: ended session, ended device. ARGV: the session's start. Returns 1 when it was ended. */
export const IS_ENDED = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end
local deviceEndedAt = redis.call('GET', KEYS[2])
if deviceEndedAt and tonumber(deviceEndedAt) >= tonumber(ARGV[1]) then return 1 end
return 0`
