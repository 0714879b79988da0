import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FILE = 'process.json'

interface RecordedProcess {
  pid: number
  /** Clock ticks since boot at which it started: tells it apart from a later owner of its id. */
  startedAtTicks: string
}

/** Notes which process writes into a work folder. */
export async function recordProcess(workFolder: string, pid: number): Promise<void> {
  const startedAtTicks = await startTicks(pid)
  if (!startedAtTicks) return
  const recorded: RecordedProcess = { pid, startedAtTicks }
  await writeFile(join(workFolder, FILE), JSON.stringify(recorded))
}

export async function forgetProcess(workFolder: string): Promise<void> {
  await rm(join(workFolder, FILE), { force: true })
}

/**
 * Ends the process that a killed worker left behind in this work folder, so that two of them never
 * write the same files. Does nothing where there is none.
 */
export async function endOrphan(workFolder: string): Promise<void> {
  const text = await readFile(join(workFolder, FILE), 'utf8').catch(() => null)
  if (!text) return
  const recorded = JSON.parse(text) as RecordedProcess
  if ((await startTicks(recorded.pid)) === recorded.startedAtTicks) {
    process.kill(recorded.pid, 'SIGKILL')
    await gone(recorded)
  }
  await forgetProcess(workFolder)
}

async function gone(recorded: RecordedProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await startTicks(recorded.pid)) !== recorded.startedAtTicks) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Field 22 of /proc/PID/stat (proc(5)); null when it has ended or `/proc` is missing. */
async function startTicks(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (!line) return null
  const afterName = line.slice(line.lastIndexOf(')') + 2).split(' ')
  if (afterName[0] === 'Z') return null
  return afterName[19] ?? null
}
