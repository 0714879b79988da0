import { freePort, RoleProcess, waitUntilReady } from '../bin/role_process.js'

/** A web process of its own, on the services and files of this test run. */
export interface WebProcess {
  url: string
  port: number
  role: RoleProcess
}

/** Starts one on a free port, or on the one that an earlier had. It may not answer yet, or ever. */
export async function startWeb(
  environment: NodeJS.ProcessEnv = {},
  at?: number
): Promise<WebProcess> {
  const port = at ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const role = RoleProcess.start('web', {
    environment: {
      ...{ NODE_ENV: 'production', HOST: '127.0.0.1', LOG_LEVEL: 'info' },
      ...{ PORT: String(port), APP_URL: url },
      ...environment,
    },
  })
  return { url, port, role }
}

/** Starts one and waits until it is ready. */
export async function readyWeb(
  environment: NodeJS.ProcessEnv = {},
  at?: number
): Promise<WebProcess> {
  const web = await startWeb(environment, at)
  await waitUntilReady(web.role, web.url)
  return web
}
