import { parentPort, workerData } from 'node:worker_threads'
import { NormalEquations } from './normal_equations.js'
import { solveSomeRows, type Problem, type SideName } from './row_solver.js'

// One thread of a fit: told a side, it takes rows until none is left, and says so.
const problem = workerData as Problem
const equations = new NormalEquations(problem.dimensions)

parentPort!.on('message', (side: SideName) => {
  while (solveSomeRows(problem, side, equations));
  parentPort!.postMessage(side)
})
