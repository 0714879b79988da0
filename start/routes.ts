import '#core/http/routes'
import '#app/identity/routes'
