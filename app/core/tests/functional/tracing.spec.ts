import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { startWeb } from '#tests/web_process'
import { waitUntilReady } from '../../../../bin/role_process.js'

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c'

test.group('Tracing', (group) => {
  group.tap((one) => one.timeout(90_000))

  test("a collector gets a request's trace, named by its route and joined to the caller's", async ({
    assert,
    cleanup,
  }) => {
    let traces = Buffer.alloc(0)
    const collector = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      if (request.url === '/v1/traces') traces = Buffer.concat([traces, ...chunks])
      response.end()
    })
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    cleanup(() => void collector.close())
    const { port: collectorPort } = collector.address() as AddressInfo

    const { url, role: web } = await startWeb({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}`,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    })
    cleanup(() => void web.stop(0))
    await waitUntilReady(web, url)
    await fetch(`${url}/v1/titles?Signature=hidden`, {
      headers: {
        traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`,
        authorization: 'Bearer hidden',
      },
    })
    for (let i = 0; i < 100 && !traces.includes('/v1/titles'); i++) await pause(100)
    assert.equal(await web.stop(), 0)

    assert.isTrue(traces.includes('GET /v1/titles'))
    assert.isTrue(traces.includes(Buffer.from(TRACE_ID, 'hex')))
    assert.isFalse(traces.includes('Bearer hidden'))
    assert.isFalse(traces.includes('Signature=hidden'))
  })
})
