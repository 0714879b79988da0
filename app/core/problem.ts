export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8'

/** One field of a request that was refused, named by its path in the body, query or route. */
export interface ProblemField {
  field: string
  message: string
}

export interface ProblemOptions {
  /** What happened this time, in words a person can act on. */
  detail?: string
  fields?: ProblemField[]
  /** Members of the problem document beyond those of RFC 9457, for example `devicesInUse`. */
  extensions?: Record<string, unknown>
  /** Response headers, for example `retry-after`. */
  headers?: Record<string, string>
  cause?: unknown
}

/**
 * An error that reaches the caller as `application/problem+json` (RFC 9457). `code` is stable:
 * clients may branch on it.
 */
export class ProblemError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly options: ProblemOptions = {}
  ) {
    super(options.detail ?? title, { cause: options.cause })
    this.name = `Problem(${code})`
  }

  /** The document itself. `instance` is the request id, which is also in the log. */
  toDocument(instance?: string): Record<string, unknown> {
    return {
      type: `urn:flixflow:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      detail: this.options.detail ?? this.title,
      ...(instance ? { instance: `urn:request:${instance}` } : {}),
      ...(this.options.fields ? { errors: this.options.fields } : {}),
      ...this.options.extensions,
    }
  }
}

export type ProblemClass = new (options?: ProblemOptions) => ProblemError

/** Declares one kind of problem: a class with a stable code, an HTTP status and a title. */
export function problem(code: string, status: number, title: string): ProblemClass {
  return class extends ProblemError {
    constructor(options: ProblemOptions = {}) {
      super(code, status, title, options)
    }
  }
}

export const E_INVALID_REQUEST = problem('request.invalid', 422, 'The request is not valid')
export const E_MALFORMED_REQUEST = problem('request.malformed', 400, 'The request cannot be read')
export const E_REQUEST_TOO_LARGE = problem('request.too-large', 413, 'The request is too large')
export const E_ROUTE_NOT_FOUND = problem('route.not-found', 404, 'There is nothing at this address')
export const E_NOT_AUTHENTICATED = problem('auth.required', 401, 'Log in first')
export const E_FORBIDDEN = problem('auth.forbidden', 403, 'You may not do this')
export const E_TOO_MANY_REQUESTS = problem('request.too-many', 429, 'Too many requests')
export const E_INTERNAL = problem('server.failed', 500, 'Something went wrong on our side')
export const E_UNAVAILABLE = problem('server.unavailable', 503, 'The service cannot answer now')
