import type { HttpContext } from '@adonisjs/core/http'
import { edgeServer } from '../edge/delivery.js'

/** The edge as a route. The provider hands its requests over before the framework sees them. */
export default class EdgeController {
  serve({ request, response }: HttpContext) {
    edgeServer.handle(request.request, response.response)
  }
}
