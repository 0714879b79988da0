import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below the ranges from which systems take ports for outgoing connections (Linux 32768 and up,
 * macOS 49152 and up), so that a restart finds its port still free.
 */
const LOWEST = 20_000
const HIGHEST = 30_000

/** True when a TCP server can listen on this port of 127.0.0.1 now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true))
    )
  })
}

/** The preferred port when it is free, else another free one. */
export async function choosePort(preferred?: number): Promise<number> {
  if (preferred && (await isPortFree(preferred))) return preferred
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST)
    if (port !== preferred && (await isPortFree(port))) return port
  }
}
