import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import { tool } from '#core/tools'
import type { Role } from '#identity'
import { fuzzWorld, type FuzzWorld } from '../fuzz/world.js'

const HOOKS = fileURLToPath(new URL('../fuzz/hooks.py', import.meta.url))
const SEED = 20_260

/** Made requests of each operation, beside the fixed ones at the edges of its schema. */
const EXAMPLES = 12

/** Answers that never end have no last byte to check; their routes are tested beside them. */
const ENDLESS = ['/v1/ingest/jobs/{jobId}/events', '/__transmit/events']

/** Server errors; and statuses, media types and bodies that the document does not hold. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
]

interface Fuzzed {
  code: number
  output: string
  /** How often each operation answered with which status. */
  answers: Record<string, Record<number, number>>
}

async function fuzz(world: FuzzWorld): Promise<Fuzzed> {
  const folder = await mkdtemp(join(tmpdir(), 'flixflow-fuzz-'))
  try {
    await writeFile(join(folder, 'world.json'), JSON.stringify(world))
    await writeFile(join(folder, 'schemathesis.toml'), '[auth]\nauto-signup = false\n')
    const server = `http://${process.env.HOST}:${process.env.PORT}`
    const ended = await promisify(execFile)(
      await tool('schemathesis'),
      [
        ...['run', `${server}/v1/openapi.json`, '--url', server],
        ...['--phases', 'coverage,fuzzing', '--checks', CHECKS.join(','), '--workers', '1'],
        ...['--max-examples', String(EXAMPLES), '--seed', String(world.seed), '--no-shrink'],
        ...['--generation-database', 'none', '--suppress-health-check', 'all'],
        ...['--request-timeout', '20', '--continue-on-failure', '--warnings', 'off', '--no-color'],
        ...ENDLESS.flatMap((path) => ['--exclude-path', path]),
      ],
      {
        cwd: folder,
        maxBuffer: 64 * 1024 ** 2,
        env: {
          ...process.env,
          SCHEMATHESIS_HOOKS: HOOKS,
          FUZZ_WORLD: join(folder, 'world.json'),
          FUZZ_ANSWERS: join(folder, 'answers.json'),
          PYTHONDONTWRITEBYTECODE: '1',
        },
      }
    ).then(
      ({ stdout }) => ({ code: 0, output: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        output: `${error.stdout}${error.stderr}`,
      })
    )
    const answers = await readFile(join(folder, 'answers.json'), 'utf8').catch(() => '{}')
    return { ...ended, answers: JSON.parse(answers) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test.group('No request makes the service fail or answer what it does not document', () => {
  test('whatever {0} sends')
    .with([
      ['a viewer', [], SEED],
      ['an admin', ['admin'], SEED + 1],
    ] as [string, Role[], number][])
    .run(async ({ assert }, [, roles, seed]) => {
      const { code, output, answers } = await fuzz(await fuzzWorld(roles, seed))
      assert.equal(code, 0, output)

      // Nothing is found behind a door that never opened.
      const tried = Object.entries(answers)
      assert.isAbove(tried.length, 50)
      const shut = tried.filter(([, statuses]) =>
        Object.keys(statuses).every((status) => ['401', '403'].includes(status))
      )
      if (roles.includes('admin')) assert.deepEqual(shut, [])
    })
    .timeout(600_000)
})
