import type { DataSource } from 'typeorm'
import type { UnitOfWork } from '../domain/unit-of-work'
import { Connection } from './connection'
import { readersOn } from './repositories'
import { WriteQueue } from './write-queue'

/** The way to a database that only one has open: it reads and writes through one connection. */
export function unitOn(writer: DataSource): UnitOfWork {
  const queue = new WriteQueue(writer)
  return { read: readersOn(new Connection(writer.manager)), write: (work) => queue.write(work) }
}
