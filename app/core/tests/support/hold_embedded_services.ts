/**
 * A process that holds embedded services until it is killed, as the service itself does. Prints the
 * URLs as one line of JSON.
 *
 *     node --import=@poppinss/ts-exec hold_embedded_services.ts DATA_DIR LINGER_MS
 */
import { ensureEmbedded } from '#core/embedded/client'

const [dataDir = '', lingerMs = '1000'] = process.argv.slice(2)
const { databaseUrl, redisUrl } = await ensureEmbedded({
  dataDir,
  lingerMs: Number(lingerMs),
  postgres: true,
  redis: true,
})
console.log(JSON.stringify({ databaseUrl, redisUrl }))
setInterval(() => {}, 60_000)
