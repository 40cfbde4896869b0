import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncSession } from '../../../shared/api/sync'
import { useOperations, useSessions } from '../../api/sync'
import { useGame } from '../../api/saves'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Pill } from '../../components/Pill'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { lineName } from '../game/version-texts'
import styles from './RecentSessions.module.css'
import { type Operation, operationLook } from './operation-looks'
import { reasonOf, sessionLooks } from './status-looks'

/** As many of one session as somebody reads. */
const shown = 200

function OperationRow({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslation()
  const game = useGame(operation.rom_id).data?.name ?? operation.file_name
  const { tone, text } = operationLook(operation)
  const reason = reasonOf(operation.reason)
  return (
    <li className={styles.operation}>
      <div className={styles.words}>
        <p className={styles.name}>
          <Name>{game}</Name>{' '}
          <span className={styles.line}>
            <Name>{lineName(operation, t)}</Name>
          </span>
        </p>
        {reason === null ? null : <p className={styles.soft}>{t(reason)}</p>}
      </div>
      {tone === null ? <span className={styles.soft}>{t(text)}</span> : <Pill tone={tone}>{t(text)}</Pill>}
    </li>
  )
}

function Operations({ session, person }: { readonly session: number; readonly person: number }) {
  const { t } = useTranslation()
  const { data, error } = useOperations(session, person)
  if (error && !data) return <Problem error={error} />
  if (!data) return <Spinner />
  if (data.length === 0) return <p className={styles.soft}>{t('session.allSame')}</p>
  return (
    <ul className={styles.operations}>
      {data.slice(0, shown).map((operation, index) => (
        <OperationRow key={index} operation={operation} />
      ))}
      {data.length > shown ? (
        <li className={styles.soft}>{t('session.more', { count: data.length - shown })}</li>
      ) : null}
    </ul>
  )
}

function SessionRow({ session, person }: { readonly session: SyncSession; readonly person: number }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const look = sessionLooks[session.status]
  const { operations_planned: planned, operations_failed: failed } = session
  return (
    <li className={styles.session}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className={styles.summary}>
            <Moment at={session.initiated_at} />
            <span className={styles.soft}>
              {planned === 0 ? t('session.nothing') : t('session.planned', { count: planned })}
              {failed > 0 ? `, ${t('session.failedCount', { count: failed })}` : null}
            </span>
            {look.tone === null ? (
              <span className={styles.soft}>{t(look.text)}</span>
            ) : (
              <Pill tone={look.tone}>{t(look.text)}</Pill>
            )}
          </span>
        </summary>
        {session.error_message === null ? null : <p className={styles.soft}>{session.error_message}</p>}
        {isOpen ? <Operations session={session.id} person={person} /> : null}
      </details>
    </li>
  )
}

/** The last sessions of a device, each with what was to be done and what came of it. */
export function RecentSessions({ device, person }: { readonly device: string; readonly person: number }) {
  const { t } = useTranslation()
  const { data, error } = useSessions(device, person)
  if (error && !data) return <Problem error={error} />
  if (!data) return <Spinner />
  if (data.length === 0) return <p className={styles.soft}>{t('session.none')}</p>
  return (
    <ul>
      {data.map((session) => (
        <SessionRow key={session.id} session={session} person={person} />
      ))}
    </ul>
  )
}
