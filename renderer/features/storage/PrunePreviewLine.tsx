import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { previewPrune, prune, type PrunePreview, type Retention } from '../../../shared/api/storage'
import { call } from '../../api/call'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { ConfirmAction } from '../../components/ConfirmAction'
import { Moment } from '../../components/Moment'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import styles from './RetentionCard.module.css'

interface LetGoProps {
  readonly preview: PrunePreview
  readonly onClose: () => void
}

/** What is let go does not come back from here: said first. */
function LetGo({ preview, onClose }: LetGoProps) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const pruning = useMutation({
    mutationFn: () => call(prune, {}),
    onSuccess: async () => {
      onClose()
      await Promise.all(['jobs', 'storage'].map((word) => queries.invalidateQueries({ queryKey: [word] })))
    },
  })
  const size = byteSize(preview.size_bytes, i18n.language)
  return (
    <ConfirmAction
      title={t('prune.title')}
      consequences={[
        t('prune.bytes', { count: preview.versions, size }),
        t('prune.backup'),
        t('prune.known'),
        t('keep.always'),
      ]}
      action={t('prune.action')}
      busy={pruning.isPending && t('prune.starting')}
      danger
      error={pruning.error}
      onClose={onClose}
      onAction={() => pruning.mutate()}
    />
  )
}

interface PrunePreviewLineProps {
  readonly wanted: Retention
  /** Only what is set can be done. */
  readonly isSaved: boolean
  /** It is being done already. */
  readonly isRunning: boolean
}

/** What would go, counted by the hub, before anything goes. */
export function PrunePreviewLine({ wanted, isSaved, isRunning }: PrunePreviewLineProps) {
  const { t, i18n } = useTranslation()
  const [asking, setAsking] = useState(false)
  const preview = useQuery({
    queryKey: ['storage', 'prune', wanted],
    queryFn: ({ signal }) => call(previewPrune, { signal, body: wanted }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  })
  const { data } = preview
  if (preview.error && !data) return <Problem error={preview.error} />
  if (!data) return <Spinner />
  const size = byteSize(data.size_bytes, i18n.language)
  return (
    <>
      <div className={styles.preview} role="status">
        <p>
          {data.versions === 0
            ? t('prune.nothing')
            : t(isSaved ? 'prune.will' : 'prune.would', { count: data.versions, size })}{' '}
          {data.oldest_at === null ? null : (
            <Phrase text="prune.oldest" slots={{ time: <Moment at={data.oldest_at} /> }} />
          )}
        </p>
        {isSaved && !isRunning && !preview.isPlaceholderData && data.versions > 0 ? (
          <Button aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {t('prune.now')}
          </Button>
        ) : null}
      </div>
      {asking ? <LetGo preview={data} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
