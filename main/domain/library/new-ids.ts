import type { Random } from '../random'
import type { LibraryWriter, NumberedTable } from './library-store'

const lowest = 1_000_000
const highest = 1_000_000_000

/**
 * Gives ids for rows to come: one after the other, from a base between 10^6 and 10^9 that is drawn when a table gets
 * its first row (design section 6, "Ids"). Only for use within one transaction.
 */
export class NewIds {
  private readonly next = new Map<NumberedTable, number>()

  constructor(
    private readonly writer: LibraryWriter,
    private readonly random: Random,
  ) {}

  async take(table: NumberedTable): Promise<number> {
    const id = this.next.get(table) ?? (await this.writer.nextId(table, this.base()))
    this.next.set(table, id + 1)
    return id
  }

  private base(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.random.bytes(4)
    const draw = (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32
    return lowest + Math.floor(draw * (highest - lowest))
  }
}
