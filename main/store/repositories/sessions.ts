import { LessThanOrEqual, Not } from 'typeorm'
import type { Session, SessionReader, SessionWriter } from '../../domain/sessions/session'
import type { Connection } from '../connection'
import { sessionEntity } from '../entities/session'

export class Sessions implements SessionReader {
  constructor(protected readonly connection: Connection) {}

  byId(id: string): Promise<Session | null> {
    return this.connection.run((manager) => manager.findOneBy(sessionEntity, { id }))
  }

  byHash(hash: string): Promise<Session | null> {
    return this.connection.run((manager) =>
      manager.findOneBy(sessionEntity, [{ hash }, { previousHash: hash }]),
    )
  }

  list(personId: number): Promise<Session[]> {
    return this.connection.run((manager) =>
      manager.find(sessionEntity, { where: { personId }, order: { lastUsedAt: 'DESC', id: 'ASC' } }),
    )
  }
}

export class SessionsWriter extends Sessions implements SessionWriter {
  async insert(session: Session): Promise<void> {
    await this.connection.run((manager) => manager.insert(sessionEntity, session))
  }

  async update(id: string, change: Partial<Omit<Session, 'id'>>): Promise<void> {
    if (Object.keys(change).length === 0) return
    await this.connection.run((manager) => manager.update(sessionEntity, { id }, change))
  }

  async delete(id: string): Promise<void> {
    await this.remove({ id })
  }

  deleteOfPerson(personId: number, except?: { id: string }): Promise<number> {
    return this.remove(except ? { personId, id: Not(except.id) } : { personId })
  }

  deleteExpired(at: string): Promise<number> {
    return this.remove({ expiresAt: LessThanOrEqual(at) })
  }

  private async remove(where: object): Promise<number> {
    const result = await this.connection.run((manager) => manager.delete(sessionEntity, where))
    return result.affected ?? 0
  }
}
