import { useOpenConflicts } from '../../api/conflicts'
import { useDevices, useHealth, useMayManage } from '../../api/queries'
import { useNeedsGames } from '../../api/library'
import { useStorage } from '../../api/storage'
import type { IconName } from '../../components/Icon'
import type { Tone } from '../../components/Pill'
import type { TextKey } from '../../locales/text-key'

/** Something that waits for a person, beside requests to pair. */
export interface Need {
  readonly id: string
  readonly tone: Tone
  readonly icon: IconName
  /** The page's heading when nothing is more pressing; `count` is its own, or that of the saves. */
  readonly headline: TextKey
  readonly title: TextKey
  readonly text: TextKey
  readonly action: TextKey
  readonly to: string
  readonly count?: number
}

const needs = {
  diskFull: {
    id: 'disk-full',
    tone: 'bad',
    icon: 'disk',
    headline: 'need.diskFull.headline',
    title: 'need.diskFull',
    text: 'need.diskFull.text',
    action: 'need.disk.action',
    to: '/storage',
  },
  database: {
    id: 'database',
    tone: 'bad',
    icon: 'warning',
    headline: 'need.database.headline',
    title: 'need.database',
    text: 'need.database.text',
    action: 'need.disk.action',
    to: '/storage',
  },
  conflicts: {
    id: 'conflicts',
    tone: 'warn',
    icon: 'sync',
    headline: 'need.conflicts.headline',
    title: 'need.conflicts',
    text: 'need.conflicts.text',
    action: 'need.conflicts.action',
    to: '/sync',
  },
  backupFailed: {
    id: 'backup-failed',
    tone: 'warn',
    icon: 'disk',
    headline: 'need.backupFailed.headline',
    title: 'need.backupFailed',
    text: 'need.backupFailed.text',
    action: 'need.backup.look',
    to: '/storage',
  },
  diskLow: {
    id: 'disk-low',
    tone: 'warn',
    icon: 'disk',
    headline: 'need.diskLow.headline',
    title: 'need.diskLow',
    text: 'need.diskLow.text',
    action: 'need.disk.action',
    to: '/storage',
  },
  games: {
    id: 'games',
    tone: 'calm',
    icon: 'games',
    headline: 'need.games.headline',
    title: 'need.games',
    text: 'need.games.text',
    action: 'need.games.action',
    to: '/library/add',
  },
  noBackup: {
    id: 'no-backup',
    tone: 'warn',
    icon: 'disk',
    headline: 'need.noBackup.headline',
    title: 'need.noBackup',
    text: 'need.noBackup.text',
    action: 'need.noBackup.action',
    to: '/storage',
  },
} as const satisfies Record<string, Need>

/** A single one is led to directly. */
function useNeedOfDecision(): Need | null {
  const open = useOpenConflicts().data ?? []
  const [first] = open
  if (!first) return null
  return {
    ...needs.conflicts,
    count: open.length,
    to: open.length === 1 ? `/sync/conflicts/${first.id}` : needs.conflicts.to,
  }
}

function useNeedsOfDisk(): readonly (Need | null)[] {
  const health = useHealth().data
  return [
    health?.disk?.level === 'full' ? needs.diskFull : null,
    health?.database?.state === 'bad' ? needs.database : null,
    health?.disk?.level === 'low' ? needs.diskLow : null,
  ]
}

/** What waits for this person, the most pressing first. Nothing is said before it is known. */
export function useNeeds(): readonly Need[] {
  const mayManage = useMayManage()
  const storage = useStorage().data
  const hasDevices = (useDevices().data?.length ?? 0) > 0
  const needsGames = useNeedsGames()
  const ofDisk = useNeedsOfDisk()
  const decision = useNeedOfDecision()
  const isFailed = storage?.backup?.last_run?.state === 'failed'
  const isWithout = storage !== undefined && storage.saves > 0 && storage.backup === null
  const found = [
    ...ofDisk,
    decision,
    mayManage && isFailed ? needs.backupFailed : null,
    needsGames && hasDevices ? needs.games : null,
    mayManage && isWithout ? needs.noBackup : null,
  ]
  return found.filter((need) => need !== null)
}
