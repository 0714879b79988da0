import env from '#start/env'

/** Bull connects by itself; jobs live under this key prefix. */
export default { redisUrl: env.get('REDIS_URL').release(), prefix: 'flixflow:queue' }
