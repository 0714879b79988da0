import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'
import type { BenchRequest, BenchViewer } from './requests.js'

export interface Measured {
  requests: number
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Requests that failed or were refused. */
  errors: number
}

/** Keeps `connections` busy with one request, each with viewers of its own, for some seconds. */
export async function measure(
  url: string,
  request: BenchRequest,
  viewers: BenchViewer[],
  { seconds, connections }: { seconds: number; connections: number }
): Promise<Measured> {
  let next = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient(client) {
      const place = next++
      const own = viewers.filter((_, index) => index % connections === place)
      client.setRequests(own.map((viewer) => requestOf(request, viewer)))
    },
  })
  return {
    requests: result.requests.total,
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx,
  }
}

function requestOf(request: BenchRequest, viewer: BenchViewer): autocannon.Request {
  const body = request.body?.(viewer)
  return {
    method: request.method,
    path: request.path(viewer),
    headers: {
      authorization: `Bearer ${request.token(viewer)}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(body),
  }
}

const CLOCK_TICK_MS = 10

/** CPU time that a process has used, user and system, in ms (proc(5), /proc/PID/stat). */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS
}
