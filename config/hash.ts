import { defineConfig } from '@adonisjs/core/hash'
import { Argon2id } from '#core/argon2id'

/** The first choice of the OWASP password storage cheat sheet: 19 MiB, 2 passes, 1 lane. */
const hashConfig = defineConfig({
  default: 'argon',
  list: {
    argon: () => new Argon2id({ memory: 19_456, iterations: 2 }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
