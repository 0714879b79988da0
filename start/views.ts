import app from '@adonisjs/core/services/app'
import edge from 'edge.js'
import { bundleUrl } from '#core/http/page'

/** Each module keeps its pages in its own ui folder; templates name them as `module::page`. */
for (const module of ['core', 'identity', 'catalog', 'playback']) {
  edge.mount(module, app.makePath('app', module, 'ui'))
}

edge.global('asset', bundleUrl)
