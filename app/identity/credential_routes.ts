import router from '@adonisjs/core/services/router'
import { endpoint } from '#core/http/endpoint'
import * as validator from './validators/credentials.js'
import { loggedInResponse } from './validators/responses.js'

const RegistrationController = () => import('./controllers/registration_controller.js')
const PasswordController = () => import('./controllers/password_controller.js')
const EmailController = () => import('./controllers/email_controller.js')
const NewDeviceController = () => import('./controllers/new_device_controller.js')

// None of these is idempotent by key: what is kept of a request for that would hold a plain hash of
// its password.

endpoint(router.post('/v1/auth/register', [RegistrationController, 'request']), {
  access: 'public',
  summary:
    'Register: a mail brings the code and the link that complete it, or says that there is an account',
  tag: 'identity',
  body: validator.registerBody,
  responses: { 202: validator.registrationResponse },
})

endpoint(router.post('/v1/auth/register/confirm', [RegistrationController, 'confirm']), {
  access: 'public',
  summary:
    'Complete a registration by its code, or by its link and password, and log this device in',
  tag: 'identity',
  body: validator.confirmRegistrationBody,
  responses: { 201: loggedInResponse },
})

endpoint(router.post('/v1/auth/password/forgot', [PasswordController, 'forgot']), {
  access: 'public',
  summary: 'Ask for a mail with a link to choose a new password',
  tag: 'identity',
  body: validator.forgotPasswordBody,
  responses: { 202: validator.passwordForgottenResponse },
})

endpoint(router.post('/v1/auth/password/reset', [PasswordController, 'reset']), {
  access: 'public',
  summary: 'Choose a new password by the link of a mail, and log every device out',
  tag: 'identity',
  body: validator.resetPasswordBody,
  responses: { 204: null },
})

endpoint(router.post('/v1/auth/devices/end', [NewDeviceController, 'end']), {
  access: 'public',
  summary: 'End a log-in by the link of the mail that told of it',
  tag: 'identity',
  body: validator.endDeviceBody,
  responses: { 204: null },
})

endpoint(router.post('/v1/account/password', [PasswordController, 'change']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Change the password, and log the other devices out unless told not to',
  tag: 'identity',
  body: validator.changePasswordBody,
  responses: { 204: null },
})

endpoint(router.post('/v1/account/email', [EmailController, 'requestChange']), {
  access: 'account',
  presence: 'confirmed',
  summary: 'Change or verify the e-mail: a mail to it brings the code',
  tag: 'identity',
  body: validator.changeEmailBody,
  responses: { 202: validator.emailChangeResponse },
})

endpoint(router.post('/v1/account/email/confirm', [EmailController, 'confirmChange']), {
  access: 'account',
  presence: 'grown-up',
  summary: 'Complete a change of e-mail by its code or link',
  tag: 'identity',
  body: validator.confirmEmailBody,
  responses: { 200: validator.emailResponse },
})
