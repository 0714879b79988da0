/**
 * OpenTelemetry, only when a collector is named. It must load before whatever it instruments, so
 * entry points import it first; without a collector none of its code is loaded.
 */
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  const { init } = await import('@adonisjs/otel/init')
  await init(import.meta.dirname)
}
