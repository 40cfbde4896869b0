import { z } from 'zod'
import { negotiateSync } from '../../shared/api/sync'
import { type BenchDevice, gameAt } from './bench-saves'
import { multipart } from './connection'

const stored = z.object({ id: z.number() })

type Negotiated = z.infer<typeof negotiateSync.answer>

/** The requests of a client that syncs, in the words of clients.md 6. Each fails unless it is answered with success. */
export class SyncClient {
  constructor(
    private readonly device: BenchDevice,
    /** Told how long each request took, in milliseconds. */
    private readonly took: (milliseconds: number) => void = () => undefined,
  ) {}

  /** @returns the id of the save. */
  async upload(game: number, bytes: Uint8Array): Promise<number> {
    const { deviceId } = this.device
    const path = `/api/saves?rom_id=${gameAt(game)}&slot=autosave&device_id=${deviceId}`
    return stored.parse(JSON.parse(await this.send('POST', path, multipart(bytes)))).id
  }

  async negotiate(saves: readonly object[]): Promise<Negotiated> {
    const body = { device_id: this.device.deviceId, saves }
    return negotiateSync.answer.parse(JSON.parse(await this.send('POST', negotiateSync.path, json(body))))
  }

  /** Fetches a save and says that it is on the card. */
  async download(id: number): Promise<void> {
    const { deviceId } = this.device
    await this.send('GET', `/api/saves/${id}/content?device_id=${deviceId}&optimistic=false`)
    await this.send('POST', `/api/saves/${id}/downloaded`, json({ device_id: deviceId }))
  }

  async complete(session: number, completed: number): Promise<void> {
    const body = { operations_completed: completed, operations_failed: 0 }
    await this.send('POST', `/api/sync/sessions/${session}/complete`, json(body))
  }

  close(): void {
    this.device.connection.close()
  }

  private async send(
    method: string,
    path: string,
    sent: { headers?: Record<string, string>; body?: Buffer } = {},
  ): Promise<string> {
    const started = performance.now()
    const answer = await this.device.connection.send({ method, path, ...sent })
    this.took(performance.now() - started)
    return answer.toString()
  }
}

function json(body: object): { headers: Record<string, string>; body: Buffer } {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) }
}
