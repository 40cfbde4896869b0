import type { z } from 'zod'
import { useTranslation } from 'react-i18next'
import type { pending } from '../../../shared/api/device-authorization'
import { usePeople } from '../../api/queries'
import { Card } from '../../components/Card'
import { TimeLeft, useTimeLeft } from '../../components/CountdownRing'
import { Name } from '../../components/Name'
import { Page } from '../../components/Page'
import { Silhouette } from '../../components/Silhouette'
import { UserCode } from '../../components/UserCode'
import { ClientLine } from '../pairing/ClientLine'
import { showsItsCode } from '../pairing/client-name'
import { DecisionForm } from '../pairing/DecisionForm'
import { useDecision } from '../pairing/use-decision'
import styles from './ApprovalPage.module.css'
import { CodeEntry } from './CodeEntry'

type Pending = z.output<typeof pending.answer>

interface ReadyProps {
  readonly code: string
  readonly request: Pending
  readonly person: number | undefined
  readonly onPerson: (person: number) => void
  readonly onDeciding: (deciding: boolean) => void
  readonly onEnded: (how: 'approved' | 'denied', name: string) => void
  readonly onCode: (code: string) => void
}

function RanOut({ onCode }: Pick<ReadyProps, 'onCode'>) {
  const { t } = useTranslation()
  return (
    <Page title={t('approval.expired')} lead={t('approval.expired.text')}>
      <CodeEntry onCode={onCode} />
    </Page>
  )
}

function Head({ code, request }: Pick<ReadyProps, 'code' | 'request'>) {
  return (
    <Card className={styles.head}>
      <Silhouette client={request.client} platform={request.platform} size="large" calling />
      <p className={styles.name}>
        <Name>{request.name}</Name>
      </p>
      <UserCode code={code} />
      <p className={styles.client}>
        <ClientLine client={request.client} version={request.client_version} platform={request.platform} />
      </p>
      <p className={styles.client}>
        <TimeLeft until={request.expires_at} />
      </p>
    </Card>
  )
}

/** The decision itself. */
export function Ready({ code, request, person, onPerson, onDeciding, onEnded, onCode }: ReadyProps) {
  const { t } = useTranslation()
  const people = usePeople()
  const left = useTimeLeft(request.expires_at)
  const asked = {
    code,
    name: request.name,
    requested: request.requested_scopes,
    allowed: request.allowed_scopes,
  }
  const decision = useDecision(asked, person, {
    onBegin: () => onDeciding(true),
    onFailed: () => onDeciding(false),
    onApproved: (name) => onEnded('approved', name),
    onDenied: () => onEnded('denied', request.name),
  })
  if (left === 0 && decision.busy === null) return <RanOut onCode={onCode} />
  return (
    <Page
      title={t('approval.title')}
      lead={showsItsCode(request.client) ? t('approval.warning') : t('approval.warningHidden')}
    >
      <Head code={code} request={request} />
      <DecisionForm asked={asked} decision={decision} people={people} person={person} onPerson={onPerson} />
    </Page>
  )
}
