import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { seededRandom } from '#ml/random'

interface Ran {
  code: number
  said: string
}

/** Runs the command as in a fresh clone: without a database, and without anything that runs. */
function trainIn(folder: string, ...flags: string[]): Promise<Ran> {
  const environment: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: join(folder, 'data') }
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'NODE_ENV'] as const) delete environment[name]
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['ace.js', 'train', ...flags],
      { cwd: app.makePath(), env: environment },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr })
      }
    )
  })
}

/** Viewers of two tastes, who now and then watch what the others like. */
function eventsOf(seed: number): string {
  const random = seededRandom(seed)
  const lines = ['profile,title,timestamp,completion,extra']
  for (let profile = 0; profile < 60; profile++) {
    for (let title = 0; title < 40; title++) {
      const chance = title % 2 === profile % 2 ? 0.5 : 0.05
      if (random() > chance) continue
      lines.push(`p${profile},t${title},${1_600_000_000 + title * 1000 + profile},1,x`)
    }
  }
  return `${lines.join('\n')}\n`
}

test.group('The command train', (group) => {
  group.tap((one) => one.timeout(120_000))
  let folder: string

  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'train-'))
    await writeFile(join(folder, 'train.csv'), eventsOf(1))
    await writeFile(join(folder, 'test.csv'), eventsOf(2))
    return () => rm(folder, { recursive: true })
  })

  test('trains on a file without a database, and tells all of it', async ({ assert }) => {
    const out = join(folder, 'reports', 'out.json')
    const { code, said } = await trainIn(
      folder,
      ...['--from', join(folder, 'train.csv'), '--holdout', join(folder, 'test.csv')],
      ...['--model', 'ease', '--k', '5', '--report', out]
    )
    assert.equal(code, 0, said)
    assert.match(said, /Backend: (TensorFlow|WebAssembly)/)
    assert.match(said, /Better than popularity/)
    assert.notExists(await readdir(join(folder, 'data')).catch(() => null))

    const report = JSON.parse(await readFile(out, 'utf8'))
    const { chosen, popularity, ease, promoted } = report.metrics
    assert.isAbove(chosen['recall@5'].value, popularity['recall@5'].value)
    assert.isAtMost(chosen['ndcg@5'].low, chosen['ndcg@5'].value)
    assert.deepEqual(ease, chosen)
    assert.isNull(promoted)
    assert.equal(report.verdict.outcome, 'judged')
    assert.equal(report.data.all.profiles, 60)
    assert.equal(report.source.split, 'holdout')
    assert.isAbove(report.peakMemoryBytes, 10 ** 7)
    assert.include(
      report.phases.map((phase: { name: string }) => phase.name),
      'fit chosen'
    )
    assert.include(said, report.backend.description)

    const files = await readdir(join(folder, 'reports'))
    assert.sameMembers(files, [
      'out.json',
      'out.html',
      ...['quality', 'activity', 'coverage', 'learning'].map((name) => `out.${name}.svg`),
    ])
    const page = await readFile(join(folder, 'reports', 'out.html'), 'utf8')
    assert.include(page, 'What the words mean')
    assert.notMatch(page, /<script|https?:/)
  })

  test('gives the same model for the same seed', async ({ assert }) => {
    const once = async (name: string, seed: string) => {
      const out = join(folder, name)
      const from = join(folder, 'train.csv')
      const flags = ['--from', from, '--model', 'ease', '--split', 'random', '--seed', seed]
      const { code, said } = await trainIn(folder, ...flags, '--report', out)
      assert.equal(code, 0, said)
      return JSON.parse(await readFile(out, 'utf8')).models
    }
    const first = await once('a.json', '7')
    assert.deepEqual(await once('b.json', '7'), first)
    assert.notDeepEqual(await once('c.json', '8'), first)
  })

  test('refuses {flags}')
    .with([
      { flags: ['--model', 'oracle'], why: /--model is one of auto, popularity/ },
      { flags: ['--split', 'half'], why: /--split is one of random, last, time/ },
      { flags: ['--k', '0'], why: /--k takes a whole number from 1 to 1000/ },
      { flags: ['--k', '2.5'], why: /--k takes a whole number/ },
      { flags: ['--seed', '-1'], why: /--seed takes a whole number/ },
      { flags: ['--budget', 'soon'], why: /--budget takes a time from 1s to 24h/ },
      { flags: ['--holdout', 'test.csv'], why: /--holdout goes with --from/ },
      { flags: ['--from', 'no-such.csv'], why: /no-such\.csv/ },
    ])
    .run(async ({ assert }, { flags, why }) => {
      const { code, said } = await trainIn(folder, ...flags)
      assert.equal(code, 1)
      assert.match(said, why)
      assert.notMatch(said, /\bat .*\.(ts|js):\d+/)
    })
})
