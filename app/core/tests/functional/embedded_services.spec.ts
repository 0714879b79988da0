import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { isAlive } from '#core/embedded/process_identity'
import { loadOrCreateSecrets } from '#core/embedded/secrets'
import { EmbeddedSandbox, eventually, query, redisCall } from '../support/embedded_sandbox.js'

/** SIGKILL, as the kernel's out-of-memory killer sends it. */
const kill9 = (pid: number) => process.kill(pid, 'SIGKILL')

async function listenOn(port: number) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return () => new Promise<void>((resolve) => server.close(() => resolve()))
}

test.group('Embedded services', (group) => {
  let sandbox: EmbeddedSandbox

  group.each.timeout(60_000)
  group.each.setup(async () => {
    sandbox = await EmbeddedSandbox.open()
    return () => sandbox.close()
  })

  test('start at the first hold, keep everything private, and stop after the last', async ({
    assert,
  }) => {
    const first = await sandbox.hold()
    const second = await sandbox.hold()
    assert.equal(second.databaseUrl, first.databaseUrl)
    assert.deepEqual(await query(first.databaseUrl!, 'select 1 as one'), [{ one: 1 }])
    assert.equal(await redisCall(first.redisUrl!, 'PING'), 'PONG')
    for (const file of ['credentials.json', 'embedded.sock', 'redis/redis.conf']) {
      assert.equal((await stat(join(sandbox.dataDir, file))).mode & 0o077, 0, file)
    }

    first.release()
    assert.isFalse(await sandbox.isQuiet(1_500), 'the second hold still keeps them')
    second.release()
    assert.isTrue(await sandbox.isQuiet())
  })

  test('refuse to lose what was acknowledged, and listen on this machine only', async ({
    assert,
  }) => {
    const { databaseUrl, redisUrl } = await sandbox.hold()
    const names = `'fsync', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories', 'password_encryption'`
    const settings = await query(
      databaseUrl!,
      `select name, setting from pg_settings where name in (${names}) order by name`
    )
    assert.deepEqual(settings, [
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'password_encryption', setting: 'scram-sha-256' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'unix_socket_directories', setting: '' },
    ])
    assert.deepEqual(await redisCall(redisUrl!, 'CONFIG', 'GET', 'maxmemory-policy'), [
      'maxmemory-policy',
      'noeviction',
    ])
    await assert.rejects(() => query(databaseUrl!.replace(/:[^:@]+@/, ':wrong@'), 'select 1'))
    await assert.rejects(() => redisCall(redisUrl!.replace(/:[^:@]+@/, ':wrong@'), 'PING'))
  })

  test('are started once when several processes ask at the same time', async ({ assert }) => {
    const clients = await Promise.all([1, 2, 3].map(() => sandbox.holdElsewhere()))
    const own = await sandbox.hold()
    for (const client of clients) assert.equal(client.databaseUrl, own.databaseUrl)
    const log = await readFile(join(sandbox.dataDir, 'logs', 'supervisor.log'), 'utf8')
    assert.lengthOf([...log.matchAll(/listens on/g)], 1)
  })

  test('PostgreSQL comes back on its port with its rows after kill -9', async ({ assert }) => {
    const { databaseUrl } = await sandbox.hold()
    await query(databaseUrl!, 'create table kept (id int); insert into kept values (42)')
    const before = await sandbox.postgresPid()
    kill9(before)
    const back = await eventually(20_000, async () => {
      const rows = await query(databaseUrl!, 'select id from kept')
      return rows.length === 1 && (await sandbox.postgresPid()) !== before
    })
    assert.isTrue(back)
  })

  test('Redis comes back on its port with its keys after kill -9', async ({ assert }) => {
    const { redisUrl } = await sandbox.hold()
    await redisCall(redisUrl!, 'SET', 'kept', '42')
    await eventually(1_500, async () => false) // appendfsync everysec
    const before = await sandbox.redisPid()
    kill9(before)
    const back = await eventually(20_000, async () => {
      const value = await redisCall(redisUrl!, 'GET', 'kept')
      return value === '42' && (await sandbox.redisPid()) !== before
    })
    assert.isTrue(back)
  })

  test('go on undisturbed when the supervisor gets kill -9, and stay supervised', async ({
    assert,
  }) => {
    const { databaseUrl } = await sandbox.hold()
    const [postgres, redis] = [await sandbox.postgresPid(), await sandbox.redisPid()]
    const supervisor = await sandbox.supervisorPid()
    kill9(supervisor)
    assert.isTrue(
      await eventually(10_000, async () => (await sandbox.supervisorPid()) !== supervisor)
    )
    const again = await sandbox.hold()
    assert.equal(again.databaseUrl, databaseUrl)
    assert.equal(await sandbox.postgresPid(), postgres)
    assert.equal(await sandbox.redisPid(), redis)

    kill9(postgres)
    const back = await eventually(20_000, async () => {
      await query(databaseUrl!, 'select 1')
      return (await sandbox.postgresPid()) !== postgres
    })
    assert.isTrue(back, 'the new supervisor starts PostgreSQL again')
  })

  test('stop when the only client gets kill -9', async ({ assert }) => {
    const client = await sandbox.holdElsewhere()
    kill9(client.process.pid!)
    assert.isTrue(await sandbox.isQuiet())
  })

  test('recover when supervisor, PostgreSQL and Redis get kill -9 at once', async ({ assert }) => {
    const client = await sandbox.holdElsewhere()
    await query(client.databaseUrl, 'create table kept (id int); insert into kept values (42)')
    const pids = [
      await sandbox.supervisorPid(),
      await sandbox.postgresPid(),
      await sandbox.redisPid(),
    ]
    kill9(client.process.pid!)
    pids.forEach(kill9)
    const { databaseUrl } = await sandbox.hold()
    assert.equal(databaseUrl, client.databaseUrl)
    assert.deepEqual(await query(databaseUrl!, 'select id from kept'), [{ id: 42 }])
  })

  test('start although a lock file names a process id that another program has now', async ({
    assert,
  }) => {
    const first = await sandbox.hold()
    first.release()
    await sandbox.isQuiet()
    const lock = join(sandbox.dataDir, 'postgres', 'postmaster.pid')
    await writeFile(lock, `${process.pid}\n${sandbox.dataDir}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`)
    await writeFile(join(sandbox.dataDir, 'redis', 'redis.pid'), `${process.pid}`)
    const { databaseUrl, redisUrl } = await sandbox.hold()
    assert.deepEqual(await query(databaseUrl!, 'select 1 as one'), [{ one: 1 }])
    assert.equal(await redisCall(redisUrl!, 'PING'), 'PONG')
  })

  test('move to another port when theirs was taken meanwhile, and keep it', async ({ assert }) => {
    const first = await sandbox.hold()
    const ports = [first.databaseUrl!, first.redisUrl!].map((url) => Number(new URL(url).port))
    first.release()
    assert.isTrue(await sandbox.isQuiet())
    const closers = await Promise.all(ports.map(listenOn))
    const second = await sandbox.hold()
    await Promise.all(closers.map((close) => close()))
    const moved = [second.databaseUrl!, second.redisUrl!].map((url) => Number(new URL(url).port))
    assert.notEqual(moved[0], ports[0])
    assert.notEqual(moved[1], ports[1])
    const recorded = JSON.parse(await readFile(join(sandbox.dataDir, 'embedded.json'), 'utf8'))
    assert.deepEqual(recorded, { postgres: moved[0], redis: moved[1] })
  })

  test('refuse a folder of another PostgreSQL version, name it, and leave it alone', async ({
    assert,
  }) => {
    const folder = join(sandbox.dataDir, 'postgres')
    await mkdir(folder)
    await writeFile(join(folder, 'PG_VERSION'), '12\n')
    const refused = await sandbox.hold({ redis: false }).catch((error) => error)
    assert.equal(refused.code, 'E_POSTGRES_VERSION')
    assert.include(refused.message, folder)
    assert.include(refused.message, 'PostgreSQL 12')
    assert.equal(await readFile(join(folder, 'PG_VERSION'), 'utf8'), '12\n')
  })

  test('refuse a cluster whose password is lost', async ({ assert }) => {
    const first = await sandbox.hold()
    first.release()
    await sandbox.isQuiet()
    await rm(join(sandbox.dataDir, 'credentials.json'))
    const refused = await sandbox.hold().catch((error) => error)
    assert.equal(refused.code, 'E_POSTGRES_CREDENTIALS')
  })

  test('make the cluster anew when its making was interrupted', async ({ assert }) => {
    const draft = join(sandbox.dataDir, 'postgres.draft-1234')
    await mkdir(draft)
    await writeFile(join(draft, 'PG_VERSION'), '18\n')
    const { databaseUrl } = await sandbox.hold({ redis: false })
    assert.deepEqual(await query(databaseUrl!, 'select 1 as one'), [{ one: 1 }])
    await assert.rejects(() => stat(draft))
  })

  test('end by themselves when the data folder is removed', async ({ assert }) => {
    const client = await sandbox.holdElsewhere()
    const pids = [await sandbox.supervisorPid(), await sandbox.postgresPid()]
    client.process.kill('SIGSTOP')
    await rm(sandbox.dataDir, { recursive: true, force: true })
    const gone = await eventually(20_000, async () => pids.every((pid) => !isAlive(pid)))
    assert.isTrue(gone)
  })

  test('work in a folder too deep for a socket', async ({ assert }) => {
    const deep = join(sandbox.dataDir, 'deep'.repeat(20), 'deep'.repeat(20))
    const hold = await sandbox.hold({ dataDir: deep, postgres: false })
    assert.equal(await redisCall(hold.redisUrl!, 'PING'), 'PONG')
  })

  test('run PostgreSQL as an unprivileged user when started as root', async ({ assert }) => {
    await sandbox.hold({ redis: false })
    const status = await readFile(`/proc/${await sandbox.postgresPid()}/status`, 'utf8')
    assert.notEqual(/^Uid:\s+(\d+)/m.exec(status)?.[1], '0')
  }).skip(process.getuid?.() !== 0, 'not root')

  test('work for root in a folder that is closed to others', async ({ assert }) => {
    const closed = await mkdtemp('/var/tmp/flixflow-closed-')
    await chmod(closed, 0o700)
    const inside = await EmbeddedSandbox.open(closed)
    const { databaseUrl } = await inside.hold({ redis: false })
    const [row] = await query(databaseUrl!, 'show data_directory')
    const cluster = (row as { data_directory: string }).data_directory
    await inside.close()
    await rm(closed, { recursive: true })
    await rm(dirname(cluster), { recursive: true })
    assert.isFalse(cluster.startsWith(closed))
  }).skip(process.getuid?.() !== 0, 'not root')
})

test.group('Secrets of a data folder', (group) => {
  let sandbox: EmbeddedSandbox

  group.each.setup(async () => {
    sandbox = await EmbeddedSandbox.open()
    return () => rm(sandbox.dataDir, { recursive: true, force: true })
  })

  test('are the same for all who make them at once, and private', async ({ assert }) => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => loadOrCreateSecrets(sandbox.dataDir))
    )
    for (const other of others) assert.deepEqual(other, first)
    assert.isAtLeast(first!.appKey.length, 32)
    assert.lengthOf(Buffer.from(first!.masterKey, 'base64'), 32)
    assert.equal((await stat(join(sandbox.dataDir, 'secrets.json'))).mode & 0o777, 0o600)
  })

  test('are never made anew over a damaged file', async ({ assert }) => {
    const file = join(sandbox.dataDir, 'secrets.json')
    await writeFile(file, '{"appKey":')
    const refused = await loadOrCreateSecrets(sandbox.dataDir).catch((error) => error)
    assert.equal(refused.code, 'E_SECRETS_UNREADABLE')
    assert.equal(await readFile(file, 'utf8'), '{"appKey":')
  })
})
