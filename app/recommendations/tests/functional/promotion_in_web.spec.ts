import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { newId } from '#core/ids'
import { readyWeb } from '#tests/web_process'
import { PromoteModel } from '../../actions/promote_model.js'
import { RollBack } from '../../actions/roll_back.js'
import { registeredModel } from '../support/kept_models.js'

/** The version that a web process says it serves. */
async function servedBy(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then((response) => response.text())
  return Number(/^flixflow_model_served_version\S* (\d+)$/m.exec(text)?.[1])
}

async function serves(url: string, version: number): Promise<boolean> {
  for (let turn = 0; turn < 100; turn++) {
    if ((await servedBy(url)) === version) return true
    await pause(50)
  }
  return false
}

test.group('A running web process', () => {
  test('takes up a promotion and a rollback without a restart', async ({ assert, cleanup }) => {
    const titleIds = [newId(), newId()]
    const first = await new PromoteModel().handle({ modelId: await registeredModel(titleIds) })
    const web = await readyWeb()
    cleanup(async () => {
      await web.role.stop()
      await db.rawQuery('truncate recommendations.models, recommendations.training_runs cascade')
    })
    assert.isTrue(await serves(web.url, first.version))
    const second = await new PromoteModel().handle({ modelId: await registeredModel(titleIds) })
    assert.isTrue(await serves(web.url, second.version))
    await new RollBack().handle()
    assert.isTrue(await serves(web.url, first.version))
    assert.isTrue(web.role.isRunning)
  })
})
