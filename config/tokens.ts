import env from '#start/env'

export default { secret: env.get('TOKEN_SECRET'), issuer: 'flixflow' }
