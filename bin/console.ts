import { prettyPrintError } from '@adonisjs/core'
import { createIgnitor } from './application.js'

/** Commands that work without PostgreSQL and Redis, or that start processes which bring their own. */
const WITHOUT_SERVICES =
  /^(help|list|serve|build|test|load|demo|codegen|configure|eject|add|generate:.*|make:.*|inspect:.*|--.*|-.*)$/

/** Commands that bring the schema somewhere themselves, or look where it is. */
const MIGRATES = /^(migration|db):/

const commandName = process.argv[2] ?? 'list'

createIgnitor({
  services: !WITHOUT_SERVICES.test(commandName),
  migrated: !MIGRATES.test(commandName),
})
  .ace()
  .handle(process.argv.splice(2))
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
