import { execFile } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { promisify } from 'node:util'
import type { Machine } from '../report/result.js'

/** Facts about this machine and this code that figures depend on. */
export async function describeMachine(programs: {
  k6: string
  chromium: string | null
}): Promise<Machine> {
  const [k6Version, chromiumVersion, gitCommit, changes] = await Promise.all([
    firstLine(programs.k6, ['version']),
    programs.chromium ? firstLine(programs.chromium, ['--version']) : null,
    firstLine('git', ['rev-parse', 'HEAD']),
    firstLine('git', ['status', '--porcelain', '--untracked-files=no']),
  ])
  const processors = cpus()
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    nodeVersion: process.version,
    k6Version: k6Version || 'unknown',
    chromiumVersion,
    gitCommit: gitCommit || 'unknown',
    gitHasChanges: changes !== '',
  }
}

/** First line that a program prints, empty when it cannot be run. */
async function firstLine(program: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: 10_000 })
    return stdout.split('\n')[0]!.trim()
  } catch {
    return ''
  }
}
