import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { PairingRequest } from '../../../shared/api/pairing'
import { useNeedsGames } from '../../api/library'
import { useMe, usePairing, usePeople } from '../../api/queries'
import { BackLink } from '../../components/BackLink'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { CountdownRing } from '../../components/CountdownRing'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { QrCode } from '../../components/QrCode'
import { Silhouette } from '../../components/Silhouette'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { UserCode } from '../../components/UserCode'
import { useNow } from '../../components/use-now'
import { LinkPhoneButton } from '../link-phone/LinkPhone'
import { DecisionForm } from './DecisionForm'
import { outcomeLook, type Ending } from './outcome-look'
import { OutcomePanel } from './OutcomePanel'
import { abandonDecision, beginDecision, recordDecision, useBoard } from './outcomes'
import styles from './PairingPage.module.css'
import { useDecision } from './use-decision'
import { WhoIsAsking } from './WhoIsAsking'
import { showsItsCode } from './client-name'

function TwinWarning({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation()
  return (
    <Notice tone="warn" title={t('twin.title')}>
      <p>
        <Phrase text="twin.text" slots={{ address: <Name>{request.address}</Name> }} />
      </p>
    </Notice>
  )
}

function CodeHead({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation()
  const lifetime = Date.parse(request.expires_at) - Date.parse(request.created_at)
  return (
    <div className={styles.head}>
      <Silhouette client={request.client} platform={request.platform} size="large" calling />
      <div className={styles.code}>
        <p className={styles.label}>
          {showsItsCode(request.client) ? t('code.label') : t('code.labelHidden')}
        </p>
        <UserCode code={request.user_code} />
      </div>
      <CountdownRing until={request.expires_at} lifetime={lifetime} />
    </div>
  )
}

function DecisionCard({ request }: { readonly request: PairingRequest }) {
  const self = useMe().data?.id
  const people = usePeople()
  const [chosen, setChosen] = useState<number>()
  const person = chosen ?? self
  const theirs = usePairing(chosen === self ? undefined : chosen).data
  const shown = theirs?.find((one) => one.id === request.id) ?? request
  const asked = {
    code: shown.user_code,
    name: shown.name,
    requested: shown.requested_scopes,
    allowed: shown.allowed_scopes,
  }
  const decision = useDecision(asked, person, {
    onBegin: () => beginDecision(request.id),
    onApproved: (name) => recordDecision(request.id, 'approved', name),
    onDenied: () => recordDecision(request.id, 'denied', request.name),
    onFailed: () => abandonDecision(request.id),
  })
  return (
    <div className={styles.columns}>
      <Card className={styles.card}>
        <CodeHead request={shown} />
        {shown.twin_of === null ? null : <TwinWarning request={shown} />}
        <DecisionForm
          asked={asked}
          decision={decision}
          people={people}
          person={person}
          onPerson={setChosen}
        />
      </Card>
      <div className={styles.aside}>
        <WhoIsAsking request={shown} />
        <ScanCard request={shown} />
      </div>
    </div>
  )
}

function ScanCard({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation()
  if (request.approval_url === null) return null
  return (
    <Card className={styles.scan}>
      <QrCode text={request.approval_url} label={t('scan.label', { url: request.approval_url })} />
      <p className={styles.scanHint}>{t('scan.hint')}</p>
      <LinkPhoneButton look="quiet" />
    </Card>
  )
}

function useRequest(id: string) {
  const open = usePairing()
  const { outcomes, seen } = useBoard()
  const now = useNow(1_000)
  const listed = open.data?.find((request) => request.id === id)
  const request = listed ?? seen.get(id)
  const outcome = outcomes.get(id)
  const overdue = request !== undefined && now >= Date.parse(request.expires_at)
  const ending = outcome?.state ?? (overdue ? 'expired' : request && !listed ? 'gone' : null)
  return { open, request, outcome, ending } as const
}

function UnknownRequest() {
  const { t } = useTranslation()
  return (
    <Page title={t('pairing.unknown')} lead={t('pairing.unknown.text')}>
      <ButtonLink to="/devices" look="primary">
        {t('pairing.toDevices')}
      </ButtonLink>
    </Page>
  )
}

interface EndedProps {
  readonly ending: Ending
  readonly here: boolean
  readonly name: string
  readonly onDone: () => void
}

/** Takes the place of the card; its heading takes the focus that the card's buttons had. */
function Ended({ ending, here, name, onDone }: EndedProps) {
  const { t } = useTranslation()
  const look = outcomeLook(ending, here)
  const spoken = t(look.title, { name })
  return (
    <Page title={spoken} heading={<Phrase text={look.title} slots={{ name: <Name wrap>{name}</Name> }} />}>
      <OutcomePanel ending={ending} look={look} spoken={spoken} onDone={onDone} />
    </Page>
  )
}

/** One request, from looking at it to what became of it. */
export function PairingPage({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { open, request, outcome, ending } = useRequest(id)
  const needsGames = useNeedsGames()
  if (!request) {
    if (open.data) return <UnknownRequest />
    // Whether it is still open is not known: that it is gone would be a guess.
    return (
      <Page title={t('pairing.title')} above={<BackLink to="/devices">{t('devices.title')}</BackLink>}>
        {open.error ? <ReadProblem error={open.error} /> : <Spinner />}
      </Page>
    )
  }

  function leave() {
    const next = open.data?.find((other) => other.id !== id)
    // A handheld that was let in can keep nothing yet as long as there is no game.
    const isIn = ending === 'approved' || ending === 'collected'
    const end = isIn && needsGames ? '/library/add' : '/devices'
    navigate(next ? `/devices/pair/${encodeURIComponent(next.id)}` : end, { replace: true })
  }

  if (ending) {
    const name = outcome?.name ?? request.name
    return <Ended ending={ending} here={outcome?.here ?? false} name={name} onDone={leave} />
  }
  return (
    <Page
      title={t('request.wants', { name: request.name })}
      heading={<Phrase text="request.wants" slots={{ name: <Name wrap>{request.name}</Name> }} />}
      lead={t(showsItsCode(request.client) ? 'pairing.compare' : 'pairing.scanOrCheck')}
    >
      <DecisionCard request={request} />
    </Page>
  )
}
