/** What the role `worker` works on. The role `web` loads this too, to count what waits. */
import '#app/identity/worker'
import '#app/ingest/worker'
import '#app/catalog/worker'
import '#core/mail/worker'
import '#app/playback/worker'
import '#app/recommendations/worker'
