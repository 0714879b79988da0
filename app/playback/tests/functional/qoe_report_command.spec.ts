import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { playableFilm } from '#database/factories/playable_titles'
import { viewer } from '#database/factories/viewers'
import { Player } from '../support/player.js'
import { report } from '../support/quality.js'

async function exec(...args: string[]) {
  ace.ui.switchMode('raw')
  const command = await ace.exec('qoe:report', args)
  const words = ace.ui.logger.getLogs().map(({ message }) => message)
  ace.ui.logger.flushLogs()
  ace.ui.switchMode('normal')
  return { exitCode: command.exitCode, words: words.join('\n') }
}

test.group('node ace qoe:report', () => {
  test('prints a table, and writes JSON and a page with plots', async ({
    client,
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'flixflow-report-'))
    cleanup(() => rm(folder, { recursive: true }))
    const { titleId } = await playableFilm({ name: 'Reported <here>' })
    const { session } = await Player.start(client, await viewer(), { titleId })
    ;(await report(client, session, { startTimeMs: 700 })).assertStatus(204)

    const [json, html] = [join(folder, 'report.json'), join(folder, 'report.html')]
    const { exitCode, words } = await exec('--by=title', `--json=${json}`, `--html=${html}`)
    assert.equal(exitCode, 0)
    assert.include(words, 'Reported <here>')
    const figures = JSON.parse(await readFile(json, 'utf8'))
    const group = figures.groups.find(({ key }: { key: string }) => key === titleId)
    assert.equal(group.plays, 1)
    assert.closeTo(group.startTimeMs.p95, 700, 8)
    const page = await readFile(html, 'utf8')
    assert.include(page, 'Reported &lt;here&gt;')
    assert.isAtLeast(page.match(/<svg /g)?.length ?? 0, 4)
    assert.notMatch(page, /<script|https?:\/\//)
  })

  test('says what is wrong with its options', async ({ assert }) => {
    for (const [option, words] of [
      ['--by=account', '--by is one of'],
      ['--from=yesterday', 'ISO 8601'],
      ['--from=2026-02-02', 'from must be before to'],
    ]) {
      const to = option!.startsWith('--from=2026') ? ['--to=2026-01-01'] : []
      const refused = await exec(option!, ...to)
      assert.equal(refused.exitCode, 1)
      assert.include(refused.words, words!)
    }
  })
})
