import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import env from '#start/env'

server.errorHandler(() => import('#core/http/exception_handler'))

server.use([
  () => import('#core/http/request_log_middleware'),
  () => import('#core/http/assets_middleware'),
  () => import('@adonisjs/cors/cors_middleware'),
])

router.use([
  ...(env.get('OTEL_EXPORTER_OTLP_ENDPOINT')
    ? [() => import('@adonisjs/otel/otel_middleware')]
    : []),
  () => import('@adonisjs/core/bodyparser_middleware'),
])
