import vine from '@vinejs/vine'

const time = () => vine.string().meta({ format: 'date-time' })

export const accessResponse = vine.create({
  accessToken: vine.string(),
  accessTokenExpiresAt: time(),
})
