import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, destination, targets } from '@adonisjs/core/logger'

const isReadByPerson = app.inDev && Boolean(process.stdout.isTTY)

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'flixflow',
      level: env.get('LOG_LEVEL') ?? (app.inTest ? 'error' : 'info'),
      redact: {
        paths: [
          '*.password',
          '*.token',
          '*.accessToken',
          '*.refreshToken',
          '*.authorization',
          '*.cookie',
          'headers.authorization',
          'headers.cookie',
          // PostgreSQL quotes the failing row here.
          'err.detail',
        ],
        censor: '[redacted]',
      },
      // Lines go out from this very thread, some at a time: to hand each to another costs more.
      ...(isReadByPerson
        ? { transport: { targets: targets().push(targets.pretty()).toArray() } }
        : {
            destination: destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 200 }),
          }),
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
