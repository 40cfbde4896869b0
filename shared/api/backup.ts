import { z } from 'zod'
import { text, timestamp } from '../text'
import { endpoint, ownerWith, personWith } from './endpoint'
import { job } from './jobs'
import { nothing } from './nothing'

const count = z.number().int().nonnegative()

/** A consistent copy of the database in the data folder. */
export const snapshotFacts = z.object({
  name: z.string(),
  kind: z.enum(['daily', 'migration', 'backup']),
  at: timestamp,
  size_bytes: count,
})
export type SnapshotFacts = z.infer<typeof snapshotFacts>

/** How one run went. A failed or cancelled one leaves the backup before it as it was. */
export const backupRun = z.object({
  at: timestamp,
  state: z.enum(['done', 'failed', 'cancelled']),
  /** Contents in the backup, those of earlier runs too. */
  contents: count,
  /** Of all contents and the database, in bytes. */
  size_bytes: count,
  /** Contents that are in no backup, because their bytes are missing or damaged here. */
  lacking: count,
  /** What went wrong, in words for a person; null for a member of the household. */
  problem: z.string().nullable(),
})
export type BackupRun = z.infer<typeof backupRun>

/** Where backups go, and how the last ones went. */
export const backupFacts = z.object({
  /** Null for a member of the household. */
  folder: z.string().nullable(),
  /** Whether the folder is on the disk of the data folder, so that one broken disk takes both. */
  same_disk: z.boolean(),
  last_run: backupRun.nullable(),
  last_good_at: timestamp.nullable(),
  /** The job that makes one now; null for a member of the household. */
  running_job: z.string().nullable(),
})
export type BackupFacts = z.infer<typeof backupFacts>

/** What keeps saves safe is the owner's business: all of them are in a backup. */
const owner = personWith('tasks.run')
const confirmedOwner = ownerWith('tasks.run')

export const setBackupFolder = endpoint({
  method: 'PUT',
  path: '/api/storage/backup',
  summary:
    'Picks the folder of the backups, best on another disk; a folder of its own is made in it. Then one is made every day.',
  access: confirmedOwner,
  status: 200,
  params: nothing,
  query: nothing,
  body: z.object({ folder: text(1, 4_096) }),
  answer: backupFacts.nullable(),
  refuses: [409],
})

export const forgetBackupFolder = endpoint({
  method: 'DELETE',
  path: '/api/storage/backup',
  summary: 'Makes no more backups. Those that were made stay where they are.',
  access: confirmedOwner,
  status: 204,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: z.undefined(),
})

export const startBackup = endpoint({
  method: 'POST',
  path: '/api/storage/backup',
  summary: 'Makes a backup now: the job that does it, also one that already runs (own.md).',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: job,
  refuses: [409],
})

/** When every stored content was last read again, and what was found. */
export const lastCheck = z.object({
  at: timestamp,
  checked: z.number().int().nonnegative(),
  /** Put back from the backup. */
  repaired: z.number().int().nonnegative(),
  /** Damaged, missing or unreadable, and not put back. */
  spoilt: z.number().int().nonnegative(),
  /** Whether the database itself was read through without a finding. */
  database_intact: z.boolean(),
})
export type LastCheck = z.infer<typeof lastCheck>

export const startVerify = endpoint({
  method: 'POST',
  path: '/api/storage/verify',
  summary:
    'Hashes every content again and puts back from the backup what is damaged or missing: the job that does it (own.md).',
  access: owner,
  status: 200,
  params: nothing,
  query: nothing,
  body: nothing,
  answer: job,
})
