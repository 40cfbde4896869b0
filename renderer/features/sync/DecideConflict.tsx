import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Keep, useOpenConflicts, useDecision } from '../../api/conflicts'
import { isRefusal } from '../../api/refusal'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import styles from './DecideConflict.module.css'
import { consequence, type Entry, type NamedConflict } from './use-conflict'

/** What came of a decision: some may have moved on meanwhile and are left. */
export type Outcome =
  | { readonly kind: 'decided'; readonly count: number; readonly left: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'closed' }

interface DecideConflictProps {
  readonly entry: Entry
  readonly named: NamedConflict
  readonly onOutcome: (outcome: Outcome) => void
}

/** Other open entries of the same device and person. */
function useSiblings({ id, device_id, person }: Entry): readonly Entry[] {
  const open = useOpenConflicts().data ?? []
  if (device_id === null) return []
  return open.filter((other) => other.id !== id && other.device_id === device_id && other.person === person)
}

function ChoiceText({ keep, named }: { readonly keep: Keep; readonly named: NamedConflict }) {
  const { t } = useTranslation()
  if (keep === 'both') return t('conflict.keep.both')
  if (keep === 'device') {
    return <Phrase text="conflict.keep.from" slots={{ name: <Name>{named.device.name}</Name> }} />
  }
  return named.isBetweenTwo && named.origin ? (
    <Phrase text="conflict.keep.from" slots={{ name: <Name>{named.origin.name}</Name> }} />
  ) : (
    t('conflict.keep.current')
  )
}

function useDeciding({ entry, onOutcome }: DecideConflictProps, siblings: readonly Entry[]) {
  const { t } = useTranslation()
  const tell = (outcome: Outcome, text: string) => {
    announce(text)
    onOutcome(outcome)
  }
  const decision = useDecision({
    onDecided: ({ decided: count, left }) =>
      tell({ kind: 'decided', count, left }, t('conflict.decided', { count })),
    onRefused: (error) => {
      if (isRefusal(error, 409)) tell({ kind: 'stale' }, t('conflict.stale'))
      else if (isRefusal(error, 404, 410)) tell({ kind: 'closed' }, t('conflict.gone'))
    },
  })
  const decide = (keep: Keep, isForAll: boolean) =>
    decision.mutate({ keep, entries: [entry, ...(isForAll ? siblings : [])] })
  const isCalm = isRefusal(decision.error, 404, 409, 410)
  return {
    decide,
    pending: decision.isPending,
    chosen: decision.variables?.keep,
    error: isCalm ? null : decision.error,
  }
}

/** The three decisions, none of them chosen beforehand, each with what it brings about. */
export function DecideConflict(props: DecideConflictProps) {
  const { entry, named } = props
  const { t } = useTranslation()
  const id = useId()
  const siblings = useSiblings(entry)
  const [isForAll, setForAll] = useState(false)
  const { decide, pending, chosen, error } = useDeciding(props, siblings)
  const device = <Name>{named.device.name}</Name>
  return (
    <div className={styles.decide}>
      {siblings.length > 0 ? (
        <label className={styles.all}>
          <input type="checkbox" checked={isForAll} onChange={({ target }) => setForAll(target.checked)} />
          <span>
            <Phrase text="conflict.forAll" values={{ count: siblings.length }} slots={{ device }} />
          </span>
        </label>
      ) : null}
      <div className={styles.choices} role="group" aria-label={t('conflict.choose')}>
        {(['hub', 'device', 'both'] as const).map((keep) => (
          <div key={keep} className={styles.choice}>
            <Button
              tall
              busy={pending && chosen === keep && t('conflict.deciding')}
              disabled={pending && chosen !== keep}
              aria-describedby={`${id}-${keep}`}
              onClick={() => decide(keep, isForAll && siblings.length > 0)}
            >
              <span className={styles.label}>
                <ChoiceText keep={keep} named={named} />
              </span>
            </Button>
            <p id={`${id}-${keep}`} className={styles.consequence}>
              <Phrase text={consequence(entry, keep)} slots={{ device }} />
            </p>
          </div>
        ))}
      </div>
      <Problem error={error} />
    </div>
  )
}
