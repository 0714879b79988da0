import vine from '@vinejs/vine'

const time = () => vine.string().meta({ format: 'date-time' })

export const accessResponse = vine.create({
  accessToken: vine.string(),
  accessTokenExpiresAt: time(),
})

const exported = {
  id: vine.string().uuid(),
  state: vine.enum(['queued', 'running', 'ready', 'failed'] as const),
  percent: vine.number({ strict: true }).withoutDecimals(),
  bytes: vine.number({ strict: true }).withoutDecimals().nullable(),
  createdAt: time(),
  finishedAt: time().nullable(),
  expiresAt: time().nullable(),
}

export const exportResponse = vine.create(exported)

export const exportListResponse = vine.create({
  items: vine.array(vine.object(exported)),
  nextCursor: vine.string().nullable(),
})

export const deletionResponse = vine.create({ eraseAt: time() })
