import { LRUCache } from 'lru-cache'
import { IsNull, LessThanOrEqual } from 'typeorm'
import { isScope, type Scope } from '../../../shared/scopes'
import type {
  ClientToken,
  ClientTokenReader,
  ClientTokenWriter,
  DeviceTokenState,
  NewClientToken,
} from '../../domain/tokens/client-token'
import type { Person } from '../../domain/people/person'
import type { Connection } from '../connection'
import { clientTokenEntity, type ClientTokenRow } from '../entities/client-token'
import type { PersonRow } from '../entities/person'
import { insertedId } from './inserted-id'
import { asPerson, personTable } from './people'
import { Table } from './table'
import { atMost } from '../../domain/limits/at-most'

const table = new Table(clientTokenEntity)

const living = { revokedAt: IsNull() }

interface StateRow {
  readonly deviceId: string
  readonly collected: number
  readonly active: number
  readonly endless: number
  readonly waiting: number | null
  readonly lastEnd: string | null
}

/** What a list reads of each token, in this order; that it is not revoked needs no reading. */
type ListedToken = readonly [
  id: number,
  personId: number,
  deviceId: string | null,
  name: string,
  scopes: string,
  hash: string | null,
  lastFour: string | null,
  origin: ClientToken['origin'],
  exchangedAt: string | null,
  collectBefore: string | null,
  expiresAt: string | null,
  lastUsedAt: string | null,
  lastUsedAddress: string | null,
  createdAt: string,
  updatedAt: string,
]
const listedColumns = `id, person_id, device_id, name, scopes, hash, last_four, origin, exchanged_at,
  collect_before, expires_at, last_used_at, last_used_address, created_at, updated_at`

export class ClientTokens implements ClientTokenReader {
  constructor(protected readonly connection: Connection) {}

  async byId(id: number): Promise<ClientToken | null> {
    const row = await this.connection.run((manager) => manager.findOneBy(clientTokenEntity, { id }))
    return row && asToken(row)
  }

  async byHash(hash: string): Promise<ClientToken | null> {
    const row = await table.first(this.connection, 'hash = ? AND revoked_at IS NULL', [hash])
    return row && asToken(row)
  }

  async withPerson(hash: string): Promise<{ readonly token: ClientToken; readonly person: Person } | null> {
    const { remembered } = this.connection
    const find = () => this.storedWithPerson(hash)
    return remembered === null ? find() : remembered.tokens.recall(hash, find)
  }

  async list(personId: number | 'all'): Promise<ClientToken[]> {
    // As one JSON text: for ten thousand tokens the driver takes three times as long to hand over rows.
    const found: { list: string }[] = await this.connection.run((manager) =>
      manager.query(
        `SELECT json_group_array(json_array(${listedColumns}) ORDER BY id DESC) AS list FROM client_tokens
         WHERE revoked_at IS NULL ${personId === 'all' ? '' : 'AND person_id = ?'}`,
        personId === 'all' ? [] : [personId],
      ),
    )
    const rows: ListedToken[] = JSON.parse(found[0]?.list ?? '[]')
    return rows.map(fromList)
  }

  /** Counted by the database: a list of devices must not fetch every token of the household. */
  async statesOfDevices(personId: number | 'all', now: string): Promise<DeviceTokenState[]> {
    const whose = personId === 'all' ? '' : 'AND person_id = ?'
    const rows: StateRow[] = await this.connection.run((manager) =>
      manager.query(
        `SELECT device_id AS deviceId,
           SUM(hash IS NOT NULL) AS collected,
           SUM(hash IS NOT NULL AND (expires_at IS NULL OR expires_at > ?)) AS active,
           SUM(hash IS NOT NULL AND expires_at IS NULL) AS endless,
           SUM(collect_before > ?) AS waiting,
           MAX(CASE WHEN hash IS NOT NULL THEN expires_at END) AS lastEnd
         FROM client_tokens
         WHERE revoked_at IS NULL AND device_id IS NOT NULL ${whose}
         GROUP BY device_id`,
        [now, now, ...(personId === 'all' ? [] : [personId])],
      ),
    )
    return rows.flatMap(asState)
  }

  private async storedWithPerson(hash: string): Promise<{ token: ClientToken; person: Person } | null> {
    const [found] = await this.connection.rows<{ token: string; person: string }>(
      `SELECT ${table.json('token')} AS token, ${personTable.json('person')} AS person
       FROM client_tokens token JOIN people person ON person.id = token.person_id
       WHERE token.hash = ? AND token.revoked_at IS NULL AND person.deleted_at IS NULL`,
      [hash],
    )
    if (!found) return null
    const token: ClientTokenRow = JSON.parse(found.token)
    const person: PersonRow = JSON.parse(found.person)
    return { token: asToken(table.rowOf(token)), person: asPerson(personTable.rowOf(person)) }
  }

  count(personId: number): Promise<number> {
    return this.connection.run((manager) => manager.countBy(clientTokenEntity, { ...living, personId }))
  }
}

export class ClientTokensWriter extends ClientTokens implements ClientTokenWriter {
  async insert(token: NewClientToken): Promise<ClientToken> {
    const inserted = await this.connection.run((manager) =>
      manager.insert(clientTokenEntity, { ...token, scopes: token.scopes.join(' ') }),
    )
    return { ...token, id: insertedId(inserted) }
  }

  async update(id: number, { scopes, ...change }: Partial<NewClientToken>): Promise<void> {
    const columns = scopes === undefined ? change : { ...change, scopes: scopes.join(' ') }
    if (Object.keys(columns).length === 0) return
    await this.connection.run((manager) => manager.update(clientTokenEntity, { id }, columns))
  }

  revokeOfDevice(deviceId: string, at: string, cause?: string): Promise<number> {
    return this.change({ ...living, deviceId }, { revokedAt: at, updatedAt: at, revokedWith: cause ?? null })
  }

  revokeOfPerson(personId: number, at: string, cause: string): Promise<number> {
    return this.change({ ...living, personId }, { revokedAt: at, updatedAt: at, revokedWith: cause })
  }

  restoreRevokedWith(cause: string): Promise<number> {
    return this.change({ revokedWith: cause }, { revokedAt: null, revokedWith: null })
  }

  private async change(where: object, columns: Partial<ClientTokenRow>): Promise<number> {
    const result = await this.connection.run((manager) => manager.update(clientTokenEntity, where, columns))
    return result.affected ?? 0
  }

  async deleteUncollected(before: string | 'all'): Promise<number> {
    const uncollected = { hash: IsNull() }
    const result = await this.connection.run((manager) =>
      manager.delete(
        clientTokenEntity,
        before === 'all' ? uncollected : { ...uncollected, collectBefore: LessThanOrEqual(before) },
      ),
    )
    return result.affected ?? 0
  }
}

/** A word this version does not know grants nothing. */
function fromList(row: ListedToken): ClientToken {
  return {
    id: row[0],
    personId: row[1],
    deviceId: row[2],
    name: row[3],
    scopes: scopesIn(row[4]),
    hash: row[5],
    lastFour: row[6],
    origin: row[7],
    exchangedAt: row[8],
    collectBefore: row[9],
    expiresAt: row[10],
    lastUsedAt: row[11],
    lastUsedAddress: row[12],
    createdAt: row[13],
    updatedAt: row[14],
    revokedAt: null,
    revokedWith: null,
  }
}

function asToken(row: ClientTokenRow): ClientToken {
  return { ...row, scopes: scopesIn(row.scopes) }
}

/** Thousands of tokens have a handful of scope lists: each is read once. */
const scopeLists = new LRUCache<string, readonly Scope[]>(atMost(1_000))

function scopesIn(words: string): readonly Scope[] {
  const known = scopeLists.get(words)
  if (known) return known
  const scopes = Object.freeze(words.split(' ').filter(isScope))
  scopeLists.set(words, scopes)
  return scopes
}

function asState({ deviceId, collected, active, endless, waiting, lastEnd }: StateRow): DeviceTokenState[] {
  const endsAt = endless > 0 ? null : lastEnd
  if (active > 0) return [{ deviceId, state: 'active', endsAt }]
  if (waiting) return [{ deviceId, state: 'waiting', endsAt: null }]
  return collected > 0 ? [{ deviceId, state: 'expired', endsAt }] : []
}
