import app from '@adonisjs/core/services/app'
import { loadControllers } from '#core/http/endpoint'
import '#core/http/routes'
import '#core/mail/routes'
import '#app/identity/routes'
import '#app/ingest/routes'
import '#app/catalog/routes'
import '#app/playback/routes'
import '#app/recommendations/routes'
import '#app/identity/page_routes'
import '#app/catalog/page_routes'
import '#app/playback/page_routes'

// Other processes load a controller when they need it, if ever.
if (app.getEnvironment() === 'web') await loadControllers()
