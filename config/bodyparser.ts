import { defineConfig } from '@adonisjs/core/bodyparser'

export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: { types: ['application/x-www-form-urlencoded'], limit: '64kb' },
  json: {
    convertEmptyStringsToNull: false,
    limit: '1mb',
    types: ['application/json', 'application/problem+json'],
  },
  multipart: { autoProcess: false, limit: '20mb', types: ['multipart/form-data'] },
})
