import { E_INVALID_REQUEST } from '#core/problem'
import type { MailedSecret } from './mailed_code.js'

/**
 * What a request shows of a mail: its code or its link's token.
 * @throws E_INVALID_REQUEST unless it is exactly one of the two.
 */
export function mailedSecret({ code, token }: { code?: string; token?: string }): MailedSecret {
  if (code !== undefined && token === undefined) return { code: code.replace(/\s/g, '') }
  if (token !== undefined && code === undefined) return { token }
  const message = 'Give either the code or the token of the link.'
  throw new E_INVALID_REQUEST({ detail: message, fields: [{ field: 'code', message }] })
}
