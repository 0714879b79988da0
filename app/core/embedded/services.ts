import type { DataFolder } from './data_folder.js'
import type { EmbeddedServer } from './embedded_server.js'
import { KeptAlive } from './kept_alive.js'
import type { ServicesWanted } from './messages.js'
import { findPostgresPrograms } from './postgres_programs.js'
import { PostgresServer } from './postgres_server.js'
import { RedisServer } from './redis_server.js'
import { reachableFolder, unprivilegedUser } from './unprivileged_user.js'

/** The embedded PostgreSQL and Redis of one data folder, each started when first asked for. */
export class EmbeddedServices {
  private postgres: Promise<KeptAlive> | null = null
  private redis: Promise<KeptAlive> | null = null

  constructor(
    private readonly data: DataFolder,
    private readonly log: (message: string) => void
  ) {}

  async urls(wanted: ServicesWanted): Promise<{ databaseUrl?: string; redisUrl?: string }> {
    const [databaseUrl, redisUrl] = await Promise.all([
      wanted.postgres ? this.postgresUrl() : undefined,
      wanted.redis ? this.redisUrl() : undefined,
    ])
    return { databaseUrl, redisUrl }
  }

  async stop(): Promise<void> {
    const kept = await Promise.all([this.postgres, this.redis].map((one) => one?.catch(() => null)))
    await Promise.all(kept.map((one) => one?.stop()))
  }

  private async postgresUrl(): Promise<string> {
    this.postgres ??= this.makePostgres().catch((error: unknown) => {
      this.postgres = null
      throw error
    })
    return (await this.postgres).url()
  }

  private async redisUrl(): Promise<string> {
    this.redis ??= this.makeRedis().catch((error: unknown) => {
      this.redis = null
      throw error
    })
    return (await this.redis).url()
  }

  private async makePostgres(): Promise<KeptAlive> {
    const user = await unprivilegedUser()
    const { installationId, postgresPassword } = await this.data.credentials()
    const wanted = { parent: this.data.path, name: 'postgres' }
    const server = new PostgresServer({
      data: this.data,
      cluster: await reachableFolder(wanted, installationId, user),
      programs: await findPostgresPrograms(user),
      user,
      password: postgresPassword,
    })
    return this.keep(server)
  }

  private async makeRedis(): Promise<KeptAlive> {
    const { redisPassword } = await this.data.credentials()
    return this.keep(new RedisServer(this.data, redisPassword))
  }

  private keep(server: EmbeddedServer): KeptAlive {
    const port = {
      read: async () => (await this.data.recordedPorts())[server.name],
      write: (value: number) => this.data.recordPort(server.name, value),
    }
    return new KeptAlive(server, port, this.log)
  }
}
