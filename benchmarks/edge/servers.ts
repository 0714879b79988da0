import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getSignedUrl } from '@aws-sdk/cloudfront-signer'
import { loadOrCreateSecrets } from '#core/embedded/secrets'
import { ASSET } from './files.js'

export interface Server {
  name: 'nginx' | 'flixflow'
  /** The signed address of a file below the storage root. */
  urlOf(path: string): string
  stop(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../..')
const SECRET = 'benchmark'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Waits until `url` is served, at most a minute. */
async function untilServed(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0
    )
    if (status === 200) return
    if (child.exitCode !== null) break
    await sleep(100)
  }
  throw new Error(`${url} was not served`)
}

function nginxConfiguration(folder: string, port: number): string {
  return `
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx-error.log;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  types { application/dash+xml mpd; video/iso.segment m4s; }
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_requests 1000000;
  open_file_cache max=1000 inactive=60s;
  client_body_temp_path ${folder}/nginx-body;
  proxy_temp_path ${folder}/nginx-proxy;
  fastcgi_temp_path ${folder}/nginx-fastcgi;
  uwsgi_temp_path ${folder}/nginx-uwsgi;
  scgi_temp_path ${folder}/nginx-scgi;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/storage;
    location /assets/ {
      secure_link $arg_md5,$arg_expires;
      secure_link_md5 "$secure_link_expires$uri ${SECRET}";
      if ($secure_link = "") { return 403; }
      if ($secure_link = "0") { return 410; }
      add_header Cache-Control "public, max-age=31536000, immutable";
      add_header Access-Control-Allow-Origin "*";
    }
  }
}
`
}

/** One nginx worker that checks `secure_link` (MD5 over expiry, path and a secret) and sends files. */
export async function startNginx(folder: string): Promise<Server> {
  const program = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path))
  if (!program) throw new Error('nginx is missing. Install it with: apt-get install -y nginx-light')
  const port = await freePort()
  const configuration = join(folder, 'nginx.conf')
  await writeFile(configuration, nginxConfiguration(folder, port))
  const child = spawn(program, ['-c', configuration, '-p', folder], { stdio: 'ignore' })
  const expires = Math.floor(Date.now() / 1000) + 3600
  const urlOf = (path: string) => {
    const md5 = createHash('md5').update(`${expires}/${path} ${SECRET}`).digest('base64url')
    return `http://127.0.0.1:${port}/${path}?md5=${md5}&expires=${expires}`
  }
  await untilServed(urlOf(`assets/${ASSET}/manifest.mpd`), child)
  return { name: 'nginx', urlOf, stop: () => stop(child) }
}

/** The product's own web process, with the policy that a play session hands out. */
export async function startFlixFlow(folder: string): Promise<Server> {
  const port = await freePort()
  const secrets = await loadOrCreateSecrets(folder)
  await mkdir(join(folder, 'storage'), { recursive: true })
  const child = spawn(
    process.execPath,
    ['--import=@poppinss/ts-exec', join(ROOT, 'bin/server.ts')],
    {
      cwd: ROOT,
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        HOST: '127.0.0.1',
        PORT: String(port),
        APP_URL: `http://127.0.0.1:${port}`,
        DATA_DIR: folder,
      },
    }
  )
  const edge = `http://127.0.0.1:${port}/edge`
  const policy = JSON.stringify({
    Statement: [
      {
        Resource: `${edge}/assets/${ASSET}/*`,
        Condition: { DateLessThan: { 'AWS:EpochTime': Math.floor(Date.now() / 1000) + 3600 } },
      },
    ],
  })
  const { keyPairId, privateKey } = secrets.edge
  const urlOf = (path: string) =>
    getSignedUrl({ url: `${edge}/${path}`, policy, keyPairId, privateKey })
  await untilServed(urlOf(`assets/${ASSET}/manifest.mpd`), child)
  return { name: 'flixflow', urlOf, stop: () => stop(child) }
}
