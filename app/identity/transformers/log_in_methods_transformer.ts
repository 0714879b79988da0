import type { LogInMethods } from '../queries/find_log_in_methods.js'
import type { ProviderName } from '../sign_in/openid_driver.js'

/** The providers are those that are on here, and those that are linked though they were turned off. */
export function transformLogInMethods(methods: LogInMethods, on: readonly ProviderName[]) {
  const names = new Set<string>([...on, ...methods.linked.map(({ provider }) => provider)])
  return {
    password: methods.password,
    passkeys: methods.passkeys,
    providers: [...names].map((provider) => {
      const link = methods.linked.find((one) => one.provider === provider)
      return {
        provider,
        on: on.some((name) => name === provider),
        email: link?.email ?? null,
        linkedAt: link?.created_at.toISOString() ?? null,
      }
    }),
  }
}
