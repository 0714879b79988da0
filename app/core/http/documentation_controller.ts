import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { openApiDocument } from '#core/http/openapi'
import { bundleUrl } from '#core/http/page'

/** Documents the API: the OpenAPI document and a page to read it. */
export default class DocumentationController {
  document({ response }: HttpContext) {
    response.header('cache-control', 'no-cache')
    return response.json(openApiDocument(appUrl))
  }

  page({ response }: HttpContext) {
    response.header('content-type', 'text/html; charset=utf-8')
    return response.send(`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>FlixFlow API</title>
</head>
<body>
  <script id="api-reference" data-url="/v1/openapi.json"
    data-configuration='{"theme":"deepSpace","darkMode":true,"withDefaultFonts":false,"telemetry":false,"agent":{"disabled":true},"mcp":{"disabled":true},"showDeveloperTools":"never","hideClientButton":true}'></script>
  <script src="${bundleUrl('api_reference.js')}"></script>
</body>
</html>`)
  }
}
