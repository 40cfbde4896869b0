/** Values in one statement; SQLite takes 32,766. */
const chunkSize = 5_000

/** Asks for many ids in few statements, and answers all rows together. */
export async function inChunks<Row>(
  ids: readonly number[],
  ask: (chunk: readonly number[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let start = 0; start < ids.length; start += chunkSize) {
    rows.push(...(await ask(ids.slice(start, start + chunkSize))))
  }
  return rows
}

/** A placeholder for each value of a chunk. */
export function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}
