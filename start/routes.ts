import '#core/http/routes'
