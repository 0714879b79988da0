import { connect } from 'node:net'

const PROBE_TIMEOUT_MS = 2_000

/**
 * True when a Redis that takes this password answers PING with data loaded. Speaks RESP by hand
 * (https://redis.io/docs/latest/develop/reference/protocol-spec/), so that the supervisor needs no
 * client that reconnects by itself.
 */
export function redisAnswers(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: PROBE_TIMEOUT_MS })
    let received = ''
    const finish = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.on('connect', () => socket.write(`${command('AUTH', password)}${command('PING')}`))
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      if (received.startsWith('-') || received.includes('\r\n-')) finish(false)
      else if (received === '+OK\r\n+PONG\r\n') finish(true)
    })
    socket.on('timeout', () => finish(false))
    socket.on('error', () => finish(false))
    socket.on('close', () => finish(false))
  })
}

function command(...words: string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  return `*${words.length}\r\n${parts.join('')}`
}
