import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { solveRows, type Regularisation, type Side } from './half_step.js'
import { NormalEquations } from './normal_equations.js'

export type SideName = 'profiles' | 'titles'

/** What it takes to solve either side. With threads, every array lies in shared memory. */
export interface Problem {
  profiles: Side
  titles: Side
  /** [dimensions × dimensions] `α0 Fᵀ F` of the side that is held still. */
  gram: Float64Array
  regularisation: Regularisation
  dimensions: number
  /** [1] the next row that nobody has taken. */
  nextRow: Int32Array
}

/** Rows that are taken at once: some milliseconds of work. */
const ROWS_AT_ONCE = 32

/** Solves all rows of one side. */
export interface RowSolver {
  solve(side: SideName): Promise<void>
  stop(): Promise<void>
}

/** Takes rows of a side until none is left. True when it did some and there may be more. */
export function solveSomeRows(
  problem: Problem,
  name: SideName,
  equations: NormalEquations
): boolean {
  const side = problem[name]
  const others = problem[name === 'profiles' ? 'titles' : 'profiles']
  const rows = side.losses.length
  const from = Atomics.add(problem.nextRow, 0, ROWS_AT_ONCE)
  if (from >= rows) return false
  const to = Math.min(from + ROWS_AT_ONCE, rows)
  const { gram, regularisation } = problem
  solveRows(side, others.factors, gram, regularisation, equations, from, to)
  return true
}

/** In this thread, which stays able to do other things now and then. */
class SolverHere implements RowSolver {
  private readonly equations: NormalEquations

  constructor(private readonly problem: Problem) {
    this.equations = new NormalEquations(problem.dimensions)
  }

  async solve(side: SideName): Promise<void> {
    this.problem.nextRow[0] = 0
    while (solveSomeRows(this.problem, side, this.equations)) await turn()
  }

  async stop(): Promise<void> {}
}

/** In threads that take rows from one another. */
class SolverThreads implements RowSolver {
  private readonly threads: Worker[]

  constructor(
    private readonly problem: Problem,
    count: number
  ) {
    // From the sources, a thread needs the loader that its parent runs under.
    const execArgv = import.meta.url.endsWith('.ts')
      ? ['--import', import.meta.resolve('@poppinss/ts-exec')]
      : []
    this.threads = Array.from(
      { length: count },
      () =>
        new Worker(new URL('./row_thread.js', import.meta.url), { workerData: problem, execArgv })
    )
  }

  async solve(side: SideName): Promise<void> {
    this.problem.nextRow[0] = 0
    await Promise.all(this.threads.map((thread) => this.ask(thread, side)))
  }

  private ask(thread: Worker, side: SideName): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => {
        thread.off('message', done).off('error', settle).off('exit', gone)
        if (error) reject(error)
        else resolve()
      }
      const done = () => settle()
      const gone = (code: number) => settle(new Error(`A thread ended with code ${code}`))
      thread.on('message', done).on('error', settle).on('exit', gone)
      thread.postMessage(side)
    })
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()))
  }
}

export function rowSolver(problem: Problem, threads: number): RowSolver {
  return threads > 1 ? new SolverThreads(problem, threads) : new SolverHere(problem)
}
