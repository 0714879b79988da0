import type { ServerProcess } from './server_process.js'

/** An orphan of an earlier supervisor that still answers, with the port it answers on. */
export interface Adoptable {
  process: ServerProcess
  port: number
}

/** One kind of external server that the supervisor keeps alive: PostgreSQL or Redis. */
export interface EmbeddedServer {
  readonly name: 'postgres' | 'redis'

  /**
   * What an earlier supervisor left running on this data. One that answers is returned, one that
   * does not is stopped, and lock files whose process is gone are cleared.
   */
  findOrphan(): Promise<Adoptable | null>

  /** Makes the data folder ready at the first start; refuses one it cannot use. */
  prepare(): Promise<void>

  /**
   * Starts the server and resolves when it answers.
   *
   * @throws PortTakenError when something else listens on the port
   * @throws EmbeddedServiceError when it ends instead of answering
   */
  launch(port: number): Promise<ServerProcess>

  /** Stops it cleanly, in the end by force. */
  stop(process: ServerProcess): Promise<void>

  /** Where clients connect, with the password. */
  url(port: number): string
}

/** Something else listens on the port. */
export class PortTakenError extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is in use`)
    this.name = 'PortTakenError'
  }
}
