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

/** A CSV file is not there, or may not be read. */
export const E_CSV_UNREADABLE = mlError('E_CSV_UNREADABLE')

/** A CSV file has no line, or none after its header. */
export const E_CSV_EMPTY = mlError('E_CSV_EMPTY')

/** A CSV file is binary, or in another encoding than UTF-8. */
export const E_CSV_NOT_TEXT = mlError('E_CSV_NOT_TEXT')

/** The first line of a CSV file does not name the columns. */
export const E_CSV_HEADER = mlError('E_CSV_HEADER')

/** A line of a CSV file is longer than 1 MiB. */
export const E_CSV_LINE_TOO_LONG = mlError('E_CSV_LINE_TOO_LONG')
