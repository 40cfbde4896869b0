import { listVersions, listLines, type SaveLine, type Version } from '../../../shared/api/versions'
import { registerDevice } from '../../../shared/api/devices'
import type { Fetch } from '../hub-connection'
import type { Content } from './content'

/** One person of the household at a browser: makes devices, looks at the history, deletes and restores. */
export class Household {
  constructor(
    private readonly origin: string,
    readonly authorization: string,
    private readonly fetch: Fetch,
  ) {}

  async register(name: string, resets: boolean): Promise<string> {
    const described = { name, hostname: name, platform: 'linux', reset_syncs: resets }
    return registerDevice.answer.parse(await this.ask('POST', '/api/devices', described)).device_id
  }

  async lines(): Promise<SaveLine[]> {
    return listLines.answer.parse(await this.ask('GET', '/api/lines'))
  }

  async versions(lineId: number): Promise<Version[]> {
    return listVersions.answer.parse(await this.ask('GET', `/api/lines/${lineId}/versions?limit=500`))
  }

  /** The bytes of any version; null when the hub does not have them. */
  async bytes(versionId: number): Promise<Buffer | null> {
    const response = await this.send('GET', `/api/versions/${versionId}/content`)
    return response.ok ? Buffer.from(await response.arrayBuffer()) : null
  }

  /** Into the recycle bin. */
  async remove(versionId: number): Promise<void> {
    await this.ask('POST', '/api/saves/delete', { saves: [versionId] })
  }

  async restore(versionId: number, head: number | null): Promise<void> {
    await this.ask('POST', `/api/versions/${versionId}/restore`, { head })
  }

  /** @returns the status: 409 when the head moved since, 410 when it is closed. */
  async decide(conflictId: number, keep: 'hub' | 'device' | 'both', head: number | null): Promise<number> {
    const body = JSON.stringify({ keep, head })
    const response = await this.send('POST', `/api/conflicts/${conflictId}/decide`, body)
    await response.arrayBuffer()
    if (response.status >= 500) throw new Error(`deciding was answered ${response.status}`)
    return response.status
  }

  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await this.send(method, path, body === undefined ? undefined : JSON.stringify(body))
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }

  private send(method: string, path: string, body?: string): Promise<Response> {
    return this.fetch(`${this.origin}${path}`, {
      method,
      headers: { authorization: this.authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    })
  }
}

/** Every version there is, by the id of its line. */
export async function versionsByLine(household: Household): Promise<ReadonlyMap<number, Version[]>> {
  const lines = await household.lines()
  const asked = lines.map(async ({ id }) => [id, await household.versions(id)] as const)
  return new Map(await Promise.all(asked))
}

/** Which of the contents the hub cannot give back, byte for byte. */
export async function missingFrom(
  household: Household,
  versions: readonly Version[],
  contents: readonly Content[],
): Promise<string[]> {
  const bySha = new Map(versions.map((version) => [version.sha256, version]))
  const looked = contents.map(async ({ sha256, bytes: sent }) => {
    const version = bySha.get(sha256)
    const bytes = version && (await household.bytes(version.id))
    return bytes?.equals(sent) ? [] : [sha256]
  })
  return (await Promise.all(looked)).flat()
}
