import type { EntitySchema } from 'typeorm'
import type { Connection } from '../connection'

/**
 * Plain statements for a table as its entity describes it, for what every upload and download asks: TypeORM takes many
 * times as long to build such a statement as SQLite takes to run it.
 */
export class Table<Row extends object> {
  private readonly name: string
  /** Columns of the database by the names of the fields. */
  private readonly columns: ReadonlyMap<string, string>
  private readonly booleans: readonly string[]
  /** `SELECT` with every column, up to and with `FROM`. */
  readonly select: string

  constructor(entity: EntitySchema<Row>) {
    const { tableName, name, columns } = entity.options
    const described = Object.entries<{ name?: string; type?: unknown } | undefined>(columns)
    this.name = tableName ?? name
    this.columns = new Map(described.map(([field, column]) => [field, column?.name ?? field]))
    const selected = [...this.columns].map(([field, column]) => `${column} AS ${field}`)
    this.select = `SELECT ${selected.join(', ')} FROM ${this.name}`
    this.booleans = described.flatMap(([field, column]) => (column?.type === 'boolean' ? [field] : []))
  }

  /** An SQL expression: all of a row of this table, known as `alias`, as a JSON object. */
  json(alias: string): string {
    const fields = [...this.columns].map(([field, column]) => `'${field}', ${alias}.${column}`)
    return `json_object(${fields.join(', ')})`
  }

  /** SQLite has no booleans. */
  rowOf(found: Row): Row {
    const row = { ...found }
    for (const field of this.booleans) Reflect.set(row, field, Reflect.get(found, field) === 1)
    return row
  }

  async all(connection: Connection, where: string, values: readonly unknown[]): Promise<Row[]> {
    const rows = await connection.rows<Row>(`${this.select} WHERE ${where}`, values)
    return rows.map((row) => this.rowOf(row))
  }

  async first(connection: Connection, where: string, values: readonly unknown[]): Promise<Row | null> {
    return (await this.all(connection, where, values))[0] ?? null
  }

  /** @returns the id SQLite gave to the row. */
  insert(connection: Connection, row: Partial<Row>): Promise<number> {
    return connection.insert(this.insertion(row), Object.values(row))
  }

  /** @param key the fields by which a row that is there already is told. */
  async put(connection: Connection, row: Row, key: readonly (keyof Row & string)[]): Promise<void> {
    const isKey = (field: string) => key.some((each) => each === field)
    const others = Object.keys(row).filter((field) => !isKey(field))
    const sets = others.map((field) => `${this.column(field)} = excluded.${this.column(field)}`)
    const conflict = key.map((field) => this.column(field)).join(', ')
    await connection.rows(
      `${this.insertion(row)} ON CONFLICT (${conflict}) DO UPDATE SET ${sets.join(', ')}`,
      Object.values(row),
    )
  }

  /** What is undefined stays as it is. */
  async update(
    connection: Connection,
    id: number | string,
    change: Partial<Row>,
    where = 'TRUE',
  ): Promise<void> {
    const fields = Object.entries(change).filter(([, value]) => value !== undefined)
    if (fields.length === 0) return
    const sets = fields.map(([field]) => `${this.column(field)} = ?`).join(', ')
    await connection.rows(`UPDATE ${this.name} SET ${sets} WHERE id = ? AND ${where}`, [
      ...fields.map(([, value]) => value),
      id,
    ])
  }

  private insertion(row: object): string {
    const fields = Object.keys(row)
    const columns = fields.map((field) => this.column(field)).join(', ')
    return `INSERT INTO ${this.name} (${columns}) VALUES (${fields.map(() => '?').join(', ')})`
  }

  /** @throws Error for a field that is none: never what somebody sent. */
  private column(field: string): string {
    const column = this.columns.get(field)
    if (column === undefined) throw new Error(`${this.name} has no ${field}`)
    return column
  }
}
