import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endSession, type PersonSession } from '../../../shared/api/users'
import { call } from '../../api/call'
import { useSessions } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { LinkPhoneButton } from '../link-phone/LinkPhone'
import { browserOf } from './browser-name'
import styles from './Sessions.module.css'

function useSessionName({ kind, user_agent }: PersonSession): string {
  const { t } = useTranslation()
  const { browser, system } = browserOf(user_agent)
  if (browser && system) return t('sessions.browserOn', { browser, system })
  return browser ?? system ?? t(kind === 'phone' ? 'sessions.phone' : 'sessions.browser')
}

interface SessionLineProps {
  readonly session: PersonSession
  readonly person: number
  readonly onEnded: () => void
}

function SessionLine({ session, person, onEnded }: SessionLineProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const name = useSessionName(session)
  const ending = useMutation({
    mutationFn: () =>
      call(endSession, { params: { id: person, session_id: session.id } }).catch((error: unknown) => {
        if (!isRefusal(error, 404)) throw error
      }),
    onSuccess: async () => {
      announce(t('sessions.ended', { name }))
      if (session.is_current) return queries.resetQueries()
      await queries.invalidateQueries({ queryKey: ['people', person, 'sessions'] })
      onEnded()
    },
  })
  return (
    <li className={styles.session}>
      <Icon name={session.kind === 'phone' ? 'phone' : 'computer'} />
      <div className={styles.words}>
        <p className={styles.name}>
          {name} {session.is_current ? <Pill tone="safe">{t('sessions.current')}</Pill> : null}
        </p>
        <ul className={styles.facts}>
          <li>
            <Phrase text="sessions.used" slots={{ time: <Moment at={session.last_used_at} /> }} />
          </li>
          {session.address === null ? null : (
            <li>
              <Phrase text="asking.address" slots={{ address: <Name>{session.address}</Name> }} />
            </li>
          )}
          <li>{t(session.kind === 'phone' ? 'sessions.byLink' : 'sessions.byPassword')}</li>
        </ul>
        <Problem error={ending.error} />
      </div>
      <Button
        look="quiet"
        aria-label={t('sessions.endLabel', { name })}
        busy={ending.isPending && t('account.leaving')}
        onClick={() => ending.mutate()}
      >
        {t('account.out')}
      </Button>
    </li>
  )
}

/** Browsers and phones that are signed in as a person, each with its way out. */
export function Sessions({ person, mayLink }: { readonly person: number; readonly mayLink: boolean }) {
  const { t } = useTranslation()
  const sessions = useSessions(person)
  const heading = useRef<HTMLHeadingElement>(null)
  const [all, setAll] = useState(false)
  const found = sessions.data ?? []
  const shown = all ? found : found.slice(0, 5)
  return (
    <Card labelledBy="sessions-heading">
      <div className={styles.head}>
        <h2 id="sessions-heading" ref={heading} tabIndex={-1}>
          {t('sessions.title')}
        </h2>
        {mayLink ? <LinkPhoneButton person={person} /> : null}
      </div>
      {sessions.data ? null : <ReadProblem error={sessions.error} />}
      {sessions.isPending ? <Spinner /> : null}
      {sessions.data?.length === 0 ? <p className={styles.none}>{t('sessions.none')}</p> : null}
      <ul>
        {shown.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            person={person}
            onEnded={() => heading.current?.focus()}
          />
        ))}
      </ul>
      {found.length > shown.length ? (
        <Button look="quiet" onClick={() => setAll(true)}>
          {t('sessions.all', { count: found.length })}
        </Button>
      ) : null}
    </Card>
  )
}
