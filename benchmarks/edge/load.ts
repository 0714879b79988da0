import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import autocannon from 'autocannon'

const run = promisify(execFile)

export interface Load {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Requests that failed or had another status than 200. */
  errors: number
}

export interface LoadOptions {
  seconds: number
  connections: number
}

/** `wrk` (Debian package) where it is installed: it takes less of the machine than autocannon does. */
export async function loadGenerator(): Promise<'wrk' | 'autocannon'> {
  return run('wrk', ['--version'])
    .then(() => 'wrk' as const)
    .catch((error: { code?: unknown }) => (error.code === 'ENOENT' ? 'autocannon' : 'wrk'))
}

/** Keeps `connections` busy with one address for some seconds. */
export async function generateLoad(url: string, options: LoadOptions): Promise<Load> {
  const generator = await loadGenerator()
  return generator === 'wrk' ? withWrk(url, options) : withAutocannon(url, options)
}

function milliseconds(value: string, unit: string): number {
  const factors: Record<string, number> = { us: 0.001, ms: 1, s: 1000 }
  return Number(value) * (factors[unit] ?? Number.NaN)
}

async function withWrk(url: string, { seconds, connections }: LoadOptions): Promise<Load> {
  const { stdout } = await run('wrk', [
    ...['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', url],
  ])
  const percentile = (name: string) => {
    const [, value = '', unit = ''] =
      new RegExp(`${name}%\\s+([\\d.]+)(us|ms|s)`).exec(stdout) ?? []
    return milliseconds(value, unit)
  }
  const socketErrors = /Socket errors: (.*)/.exec(stdout)?.[1]?.match(/\d+/g) ?? []
  const statusErrors = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0'
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? 0),
    p50Ms: percentile('50'),
    p99Ms: percentile('99'),
    errors: [...socketErrors, statusErrors].reduce((sum, count) => sum + Number(count), 0),
  }
}

async function withAutocannon(url: string, { seconds, connections }: LoadOptions): Promise<Load> {
  const result = await autocannon({ url, connections, duration: seconds })
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx,
  }
}
