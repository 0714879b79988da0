import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import { errors as vineErrors } from '@vinejs/vine'
import {
  E_FORBIDDEN,
  E_INTERNAL,
  E_INVALID_REQUEST,
  E_MALFORMED_REQUEST,
  E_REQUEST_TOO_LARGE,
  E_ROUTE_NOT_FOUND,
  E_TOO_MANY_REQUESTS,
  E_UNAVAILABLE,
  PROBLEM_MEDIA_TYPE,
  ProblemError,
} from '#core/problem'

interface FrameworkError {
  status?: number
  code?: string
  message?: string
  response?: { availableIn?: number }
}

/** PostgreSQL's and the network's codes for "the database is away", not "the statement is wrong". */
const DATABASE_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300'])

/** What `pg`, knex and its pool (tarn) say where no connection is to be had in time. */
const NO_CONNECTION =
  /Connection terminated|Timeout acquiring a connection|operation timed out for an unknown reason/

function isAway(error: FrameworkError): boolean {
  return DATABASE_AWAY.has(error.code ?? '') || NO_CONNECTION.test(error.message ?? '')
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof vineErrors.E_VALIDATION_ERROR) {
    const messages = error.messages as { field: string; message: string }[]
    return new E_INVALID_REQUEST({
      detail: messages.map((entry) => entry.message).join(' '),
      fields: messages.map(({ field, message }) => ({ field, message })),
    })
  }
  const known = (error ?? {}) as FrameworkError
  if (isAway(known)) return new E_UNAVAILABLE({ headers: { 'retry-after': '1' }, cause: error })
  switch (known.status) {
    case 400:
    case 415:
    case 422:
      return new E_MALFORMED_REQUEST({ detail: known.message, cause: error })
    case 403:
      return new E_FORBIDDEN({ cause: error })
    case 404:
      return new E_ROUTE_NOT_FOUND({ cause: error })
    case 413:
      return new E_REQUEST_TOO_LARGE({ cause: error })
    case 429:
      return new E_TOO_MANY_REQUESTS({
        headers: { 'retry-after': String(known.response?.availableIn ?? 1) },
        cause: error,
      })
    default:
      return new E_INTERNAL({ cause: error })
  }
}

/** Turns every error into a problem document: the one place where errors meet HTTP. */
export default class HttpExceptionHandler {
  async handle(error: unknown, ctx: HttpContext): Promise<void> {
    const problem = toProblem(error)
    for (const [name, value] of Object.entries(problem.options.headers ?? {})) {
      ctx.response.header(name, value)
    }
    ctx.response.removeHeader('etag')
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('content-type', PROBLEM_MEDIA_TYPE)
    ctx.response.status(problem.status).send(JSON.stringify(problem.toDocument(ctx.request.id())))
  }

  async report(error: unknown, ctx: HttpContext): Promise<void> {
    const problem = toProblem(error)
    const log = ctx.logger ?? logger
    if (problem.status >= 500) {
      log.error({ err: problem.options.cause ?? error, code: problem.code }, problem.title)
    } else {
      log.debug({ code: problem.code, status: problem.status }, problem.title)
    }
  }
}
