import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeRetention, retention as schema, type Retention } from '../../../shared/api/storage'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'

const usual = { newest: '10', days: '90' } as const

function numbersOf(retention: Retention): { newest: string; days: string } {
  return retention.keep === 'newest'
    ? { newest: String(retention.newest), days: String(retention.days) }
    : usual
}

function isSame(one: Retention | null, other: Retention): boolean {
  return one !== null && JSON.stringify(schema.parse(one)) === JSON.stringify(schema.parse(other))
}

/** What is to be kept, as it is being chosen. */
export function useRetention(current: Retention) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [keep, setKeep] = useState(current.keep)
  const [{ newest, days }, setNumbers] = useState(() => numbersOf(current))
  const numbers = { newest: Number(newest || Number.NaN), days: Number(days || Number.NaN) }
  const parsed = schema.safeParse(keep === 'everything' ? { keep } : { keep, ...numbers })
  const wanted = parsed.success ? parsed.data : null
  const bad = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]))
  const saving = useMutation({
    mutationFn: (body: Retention) => call(changeRetention, { body }),
    onSuccess: async () => {
      announce(t('keep.saved'))
      // The button that was pressed goes away.
      document.getElementById('storage-keep')?.focus()
      await queries.invalidateQueries({ queryKey: ['storage'] })
    },
  })
  return {
    keep,
    setKeep,
    newest,
    days,
    setNewest: (value: string) => setNumbers({ newest: value, days }),
    setDays: (value: string) => setNumbers({ newest, days: value }),
    isBadNewest: bad.has('newest'),
    isBadDays: bad.has('days'),
    wanted,
    isChanged: !isSame(wanted, current),
    saving,
    save: () => {
      if (wanted && !saving.isPending) saving.mutate(wanted)
    },
    reset: () => {
      setKeep(current.keep)
      setNumbers(numbersOf(current))
      saving.reset()
    },
  }
}

export type RetentionChoice = ReturnType<typeof useRetention>
