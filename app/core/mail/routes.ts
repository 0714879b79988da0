import router from '@adonisjs/core/services/router'
import { mailDriver } from '#config/mail'
import { endpoint } from '#core/http/endpoint'
import { capturedMailList, capturedMailQuery } from '#core/mail/validators'

const CapturedMailsController = () => import('#core/mail/captured_mails_controller')

// Mails that are really sent are nobody's to read but the recipient's.
if (mailDriver === 'captured') {
  endpoint(router.get('/mail', [CapturedMailsController, 'page']), {
    access: 'internal',
    summary: 'The page that shows the mails kept on this machine',
    tag: 'pages',
    responses: { 200: null },
    produces: 'text/html',
  })

  endpoint(router.get('/v1/mails', [CapturedMailsController, 'index']), {
    access: 'internal',
    summary: 'The mails kept on this machine, newest first; `to` names a recipient',
    tag: 'operation',
    query: capturedMailQuery,
    responses: { 200: capturedMailList },
  })
}
