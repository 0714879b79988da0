import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { parse } from 'yaml'

interface Rule {
  record?: string
  alert?: string
  expr: string
  for?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

const DURATION = /^\d+[smhd]$/
const KNOWN_LABELS: Record<string, string[]> = {
  flixflow_quality_failures_total: ['phase'],
  flixflow_play_refusals_total: ['code'],
  flixflow_cmcd_requests_total: ['outcome'],
  flixflow_edge_refusals_total: ['code'],
  flixflow_quality_reports_total: ['outcome'],
  flixflow_heartbeats_total: ['outcome'],
}

async function rules(): Promise<Rule[]> {
  const text = await readFile(app.makePath('infra/prometheus/flixflow.rules.yml'), 'utf8')
  const { groups } = parse(text, { uniqueKeys: true }) as { groups: { rules: Rule[] }[] }
  return groups.flatMap((each) => each.rules)
}

/** Whether every bracket of an expression is closed by its like. */
function isBalanced(expression: string): boolean {
  const open: string[] = []
  const closes: Record<string, string> = { ')': '(', ']': '[', '}': '{' }
  for (const character of expression.replace(/"[^"]*"/g, '')) {
    if ('([{'.includes(character)) open.push(character)
    else if (closes[character] && open.pop() !== closes[character]) return false
  }
  return open.length === 0
}

test.group('The Prometheus rules', () => {
  test('ask only for metrics that the service has, by labels that they have', async ({
    client,
    assert,
  }) => {
    const metrics = await client.get('/metrics')
    const served = new Set(
      metrics
        .text()
        .match(/^# TYPE (\S+)/gm)
        ?.map((line) => line.slice(7))
    )
    const all = await rules()
    const recorded = new Set(all.flatMap(({ record }) => record ?? []))
    assert.isAbove(all.length, 10)
    for (const { expr } of all) {
      for (const [name] of expr.matchAll(/flixflow:[\w:]+/g)) assert.include([...recorded], name)
      for (const [, name = ''] of expr.matchAll(/\b(flixflow_\w+)/g)) {
        assert.isTrue(served.has(name.replace(/_(bucket|sum|count)$/, '')), name)
      }
      for (const [, name = '', label = ''] of expr.matchAll(/(flixflow_\w+)\{(\w+)/g)) {
        assert.include(KNOWN_LABELS[name] ?? [], label)
      }
    }
  })

  test('are whole: each says what to look at, and how long it waits', async ({ assert }) => {
    const names = new Set<string>()
    for (const rule of await rules()) {
      const name = rule.alert ?? rule.record!
      assert.isFalse(names.has(name), name)
      names.add(name)
      assert.isTrue(isBalanced(rule.expr), rule.expr)
      for (const [, span = ''] of rule.expr.matchAll(/\[(\w+)\]/g)) assert.match(span, DURATION)
      if (!rule.alert) continue
      assert.match(rule.for!, DURATION)
      assert.include(['warning', 'critical'], rule.labels!.severity!)
      assert.isNotEmpty(rule.annotations!.summary)
      assert.isNotEmpty(rule.annotations!.description)
    }
  })
})
