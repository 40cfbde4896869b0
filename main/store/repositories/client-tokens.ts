import { IsNull, LessThanOrEqual } from 'typeorm'
import { isScope } from '../../../shared/scopes'
import type {
  ClientToken,
  ClientTokenReader,
  ClientTokenWriter,
  NewClientToken,
} from '../../domain/tokens/client-token'
import type { Connection } from '../connection'
import { clientTokenEntity, type ClientTokenRow } from '../entities/client-token'
import { insertedId } from './inserted-id'

const living = { revokedAt: IsNull() }

const columnNames = Object.keys(clientTokenEntity.options.columns)

export class ClientTokens implements ClientTokenReader {
  constructor(protected readonly connection: Connection) {}

  async byId(id: number): Promise<ClientToken | null> {
    const row = await this.connection.run((manager) => manager.findOneBy(clientTokenEntity, { id }))
    return row && asToken(row)
  }

  async byHash(hash: string): Promise<ClientToken | null> {
    const row = await this.connection.run((manager) =>
      manager.findOneBy(clientTokenEntity, { ...living, hash }),
    )
    return row && asToken(row)
  }

  async list(personId: number | 'all'): Promise<ClientToken[]> {
    // Plain rows: making entities of thousands takes several times as long as reading them.
    const rows = await this.connection.run((manager) => {
      const query = manager.createQueryBuilder(clientTokenEntity, 'token').select([])
      for (const name of columnNames) query.addSelect(`token.${name}`, name)
      query.where('token.revokedAt IS NULL').orderBy('token.id', 'DESC')
      if (personId !== 'all') query.andWhere({ personId })
      return query.getRawMany<ClientTokenRow>()
    })
    return rows.map(asToken)
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
function asToken({ scopes, ...token }: ClientTokenRow): ClientToken {
  return { ...token, scopes: scopes.split(' ').filter(isScope) }
}
