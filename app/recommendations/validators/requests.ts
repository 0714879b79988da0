import vine from '@vinejs/vine'
import { pageFields } from '#core/pagination'

export const modelsQuery = vine.create(pageFields)
