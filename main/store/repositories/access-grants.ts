import { IsNull, LessThanOrEqual } from 'typeorm'
import { isScope } from '../../../shared/scopes'
import type {
  AccessGrant,
  AccessGrantReader,
  AccessGrantWriter,
  NewAccessGrant,
} from '../../domain/tokens/access-grant'
import type { Connection } from '../connection'
import { accessGrantEntity, type AccessGrantRow } from '../entities/access-grant'

export class AccessGrants implements AccessGrantReader {
  constructor(protected readonly connection: Connection) {}

  byAccessHash(accessHash: string): Promise<AccessGrant | null> {
    return this.one({ accessHash })
  }

  byRefreshHash(refreshHash: string): Promise<AccessGrant | null> {
    return this.one({ refreshHash })
  }

  private async one(where: { accessHash: string } | { refreshHash: string }): Promise<AccessGrant | null> {
    const row = await this.connection.run((manager) => manager.findOneBy(accessGrantEntity, where))
    return row && asGrant(row)
  }
}

export class AccessGrantsWriter extends AccessGrants implements AccessGrantWriter {
  async insert(grant: NewAccessGrant): Promise<void> {
    const row = { ...grant, scopes: grant.scopes.join(' ') }
    await this.connection.run((manager) => manager.insert(accessGrantEntity, row))
  }

  async useRefresh(id: number, at: string): Promise<boolean> {
    const result = await this.connection.run((manager) =>
      manager.update(accessGrantEntity, { id, refreshedAt: IsNull() }, { refreshedAt: at }),
    )
    return result.affected === 1
  }

  async endAccess(id: number, at: string): Promise<void> {
    await this.connection.run((manager) => manager.update(accessGrantEntity, { id }, { accessExpiresAt: at }))
  }

  deleteFamily(family: string): Promise<number> {
    return this.remove({ family })
  }

  deleteOfPerson(personId: number): Promise<number> {
    return this.remove({ personId })
  }

  deleteExpired(at: string): Promise<number> {
    return this.remove({ refreshExpiresAt: LessThanOrEqual(at) })
  }

  private async remove(where: object): Promise<number> {
    const result = await this.connection.run((manager) => manager.delete(accessGrantEntity, where))
    return result.affected ?? 0
  }
}

function asGrant({ scopes, ...grant }: AccessGrantRow): AccessGrant {
  return { ...grant, scopes: scopes.split(' ').filter(isScope) }
}
