import type { z } from 'zod'
import type { SyncAction } from '../../../shared/api/sync'
import type { sessionOperation } from '../../../shared/api/sync-status'
import type { TextKey } from '../../locales/text-key'
import type { StateLook } from './status-looks'

export type Operation = z.infer<typeof sessionOperation>

const done: Readonly<Record<SyncAction, TextKey>> = {
  upload: 'operation.uploaded',
  download: 'operation.downloaded',
  conflict: 'operation.conflict',
  no_op: 'operation.nothing',
}

const planned: Readonly<Record<SyncAction, TextKey>> = {
  upload: 'operation.toUpload',
  download: 'operation.toDownload',
  conflict: 'operation.conflict',
  no_op: 'operation.nothing',
}

/** What was to be done and what came of it, in a word. */
export function operationLook({ action, outcome }: Operation): StateLook {
  if (outcome === 'refused') return { tone: 'warn', text: 'operation.refused' }
  if (action === 'conflict') return { tone: 'warn', text: planned.conflict }
  if (action === 'no_op') return { tone: null, text: planned.no_op }
  return outcome === 'done' ? { tone: 'safe', text: done[action] } : { tone: 'calm', text: planned[action] }
}
