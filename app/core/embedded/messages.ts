import type { Socket } from 'node:net'
import type { EmbeddedErrorCode } from './errors.js'

/** What a client asks for when it has connected. The connection stays open while it needs them. */
export interface ServicesWanted {
  postgres: boolean
  redis: boolean
}

/** The one answer: where the services are, or why they cannot run. */
export type ServicesAnswer =
  | { databaseUrl?: string; redisUrl?: string }
  | { error: { code: EmbeddedErrorCode; message: string } }

/** One JSON value per line, in both directions. */
export function send(socket: Socket, message: ServicesWanted | ServicesAnswer): void {
  socket.write(`${JSON.stringify(message)}\n`)
}

/** The first line's value; undefined when the connection ends before it, or it is not JSON. */
export function receive<Message>(socket: Socket): Promise<Message | undefined> {
  return new Promise((resolve) => {
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8')
      const end = received.indexOf('\n')
      if (end >= 0) resolve(parse(received.slice(0, end)))
    })
    socket.once('close', () => resolve(undefined))
  })
}

function parse<Message>(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message
  } catch {
    return undefined
  }
}
