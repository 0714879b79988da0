import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { endProcess } from '#core/process/end_process'
import { prepareEnvironment, type Preparation } from './environment.js'

const APP_ROOT = new URL('../', import.meta.url)

function importer(filePath: string) {
  return filePath.startsWith('./') || filePath.startsWith('../')
    ? import(new URL(filePath, APP_ROOT).href)
    : import(filePath)
}

/** The AdonisJS ignitor shared by every entry point: environment first, then the framework. */
export function createIgnitor(options: Preparation): Ignitor {
  return new Ignitor(APP_ROOT, { importer }).tap((app) => {
    app.booting(async () => {
      await prepareEnvironment(options)
      await import('#start/env')
    })
    app.listen('SIGTERM', () => endProcess(app, 'SIGTERM'))
    app.listen('SIGINT', () => endProcess(app, 'SIGINT'))
  })
}
