import type { DataSource } from 'typeorm'

/** @returns the first thing wrong with a database, or null. */
export async function quickCheck(source: DataSource): Promise<string | null> {
  const rows: { quick_check: string }[] = await source.query('PRAGMA quick_check(1)')
  const finding = rows[0]?.quick_check ?? 'no answer'
  return finding === 'ok' ? null : finding
}
