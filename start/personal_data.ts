/** What each module keeps of people. Identity comes first, so that it erases the account last. */
import '#app/identity/personal_data'
import '#core/http/idempotency_records'
import '#app/catalog/personal_data'
import '#core/mail/personal_data'
import '#app/ingest/personal_data'
import '#app/playback/personal_data'
import '#app/recommendations/personal_data'
