import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { emptyBin } from '../../../shared/api/bin'
import { call } from '../../api/call'
import { useMayManage, useMe } from '../../api/queries'
import { useStorage } from '../../api/storage'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { ConfirmAction } from '../../components/ConfirmAction'

/** What an emptied bin changes. */
const touched = ['saves', 'games', 'storage', 'jobs'] as const

interface EmptyBinProps {
  /** Whose bin, when it is not one's own. */
  readonly person: number | undefined
  readonly onEmptied: () => void
}

function Asking({ person, onEmptied, onClose }: EmptyBinProps & { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const self = useMe().data?.id
  const sizes = useStorage().data?.people.find((row) => row.person_id === (person ?? self))?.bin
  const emptying = useMutation({
    mutationFn: () => call(emptyBin, { query: { person } }),
    onSuccess: async ({ versions }) => {
      onClose()
      onEmptied()
      announce(t('binEmpty.done', { count: versions }))
      await Promise.all(touched.map((word) => queries.invalidateQueries({ queryKey: [word] })))
    },
  })
  const numbers = sizes
    ? [
        t('binEmpty.versions', { count: sizes.versions }),
        t('binEmpty.bytes', { size: byteSize(sizes.size_bytes, i18n.language) }),
      ]
    : []
  return (
    <ConfirmAction
      title={t('binEmpty.title')}
      consequences={[...numbers, t('binEmpty.for'), t('binEmpty.pinned')]}
      action={t('binEmpty.action')}
      busy={emptying.isPending && t('binEmpty.starting')}
      danger
      error={emptying.error}
      onClose={onClose}
      onAction={() => emptying.mutate()}
    />
  )
}

/** Only an owner lets bytes go for ever, and is told first how many. */
export function EmptyBin({ person, onEmptied }: EmptyBinProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (!useMayManage()) return null
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t('binEmpty.open')}
      </Button>
      {asking ? <Asking person={person} onEmptied={onEmptied} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
