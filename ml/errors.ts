/** An error of `ml/`. `code` is stable: callers may branch on it. */
export class MlError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
    this.name = `MlError(${code})`
  }
}

export type MlErrorClass = new (message: string, options?: ErrorOptions) => MlError

/** Declares one kind of error: a class with a stable code. Its message says what happened this time. */
export function mlError(code: string): MlErrorClass {
  return class extends MlError {
    constructor(message: string, options?: ErrorOptions) {
      super(code, message, options)
    }
  }
}

/** What was asked needs more data than there is. */
export const E_TOO_LITTLE_DATA = mlError('E_TOO_LITTLE_DATA')
