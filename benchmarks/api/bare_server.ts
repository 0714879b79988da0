/**
 * The reference: Fastify, `pg` and `ioredis` alone answer a start, a heartbeat and a home as the
 * product does, from the same PostgreSQL and Redis. It sends the same statements and scripts, and
 * signs with the same keys; what it goes without is AdonisJS, Lucid's pool, VineJS, controllers,
 * middleware, logging and metrics. The application is booted for its settings, and to make the
 * shared part of a home once per edition; no request passes through it.
 *
 * Films only: a viewer who is in the middle of an episode gets an error here.
 */
import { createIgnitor } from '../../bin/application.js'

const app = createIgnitor({ services: true, migrated: false }).createApp('console')
await app.init()
await app.boot()
await app.start(() => undefined)

const { serveBare } = await import('./bare_routes.js')
await serveBare(Number(process.env.PORT))
