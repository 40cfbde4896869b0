import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'wouter'
import { normalizeUserCode } from '../../../shared/api/device-authorization'
import { useLiveStream } from '../../api/live-context'
import { useMe, usePending, useSignedIn } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { Button } from '../../components/Button'
import { Page } from '../../components/Page'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { Standalone } from '../../components/Standalone'
import { ConnectionNotice } from '../shell/ConnectionNotice'
import { SignInForm } from '../sign-in/SignInForm'
import styles from './ApprovalPage.module.css'
import { CodeEntry } from './CodeEntry'
import { Finished } from './Finished'
import { Ready } from './Ready'

function SignedOut() {
  const { t } = useTranslation()
  return (
    <Page title={t('approval.signIn')} lead={t('approval.signIn.lead')}>
      <SignInForm />
    </Page>
  )
}

interface CodeProps {
  readonly code: string
  readonly onCode: (code: string) => void
}

interface StuckProps {
  readonly error: unknown
  /** It was open when this page looked first, so it has been decided since. */
  readonly seen?: boolean
  readonly onCode: (code: string) => void
  readonly onAgain: () => void
}

/** The code led nowhere. There is always a way on: another code, or the same once more. */
function Stuck({ error, seen = false, onAgain, onCode }: StuckProps) {
  const { t } = useTranslation()
  const decided = isRefusal(error, 410) || (seen && isRefusal(error, 404))
  const unknown = !decided && isRefusal(error, 404, 422)
  const title = decided
    ? t('approval.decided')
    : unknown
      ? t('approval.unknown')
      : isRefusal(error, 429)
        ? t('approval.tooMany')
        : t('approval.failed')
  const lead = decided ? t('approval.decided.text') : unknown ? t('approval.unknown.text') : undefined
  return (
    <Page title={title} lead={lead}>
      <div className={styles.stack}>
        {decided || unknown ? null : (
          <>
            <Problem error={error} />
            <Button look="primary" tall onClick={onAgain}>
              {t('again')}
            </Button>
          </>
        )}
        <CodeEntry onCode={onCode} look={decided || unknown ? 'primary' : 'plain'} />
      </div>
    </Page>
  )
}

function Lookup({ code, onCode }: CodeProps) {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const [person, setPerson] = useState<number>()
  const [ended, setEnded] = useState<{ how: 'approved' | 'denied'; name: string } | null>(null)
  const [deciding, setDeciding] = useState(false)
  const request = usePending(code, person === self ? undefined : person, !deciding && ended === null)
  const [shown, setShown] = useState(request.data)
  if (request.data && request.data !== shown) setShown(request.data)

  if (ended) return <Finished how={ended.how} name={ended.name} onAnother={() => onCode('')} />
  const { error } = request
  if (error && !deciding && (!shown || isRefusal(error))) {
    return (
      <Stuck
        error={error}
        seen={shown !== undefined}
        onAgain={() => void request.refetch()}
        onCode={onCode}
      />
    )
  }
  if (!shown) {
    return (
      <Page title={t('approval.loading')}>
        <Spinner />
      </Page>
    )
  }
  return (
    <Ready
      code={code}
      request={shown}
      person={person ?? self}
      onPerson={setPerson}
      onDeciding={setDeciding}
      onEnded={(how, name) => setEnded({ how, name })}
      onCode={onCode}
    />
  )
}

function NoCode({ onCode }: { readonly onCode: (code: string) => void }) {
  const { t } = useTranslation()
  return (
    <Page title={t('approval.noCode')} lead={t('approval.noCode.lead')}>
      <CodeEntry onCode={onCode} />
    </Page>
  )
}

/** The page a phone opens from a handheld's QR, alone on the screen (wire.md 15.1). */
export function ApprovalPage() {
  const { t } = useTranslation()
  const me = useMe()
  const [, navigate] = useLocation()
  const [search] = useSearchParams()
  const code = normalizeUserCode(search.get('user_code') ?? '').slice(0, 32)
  const signedIn = useSignedIn()
  useLiveStream(signedIn)

  function onCode(next: string) {
    navigate(next ? `/pair/device?user_code=${encodeURIComponent(next)}` : '/pair/device')
  }

  return (
    <Standalone>
      <ConnectionNotice />
      {me.isPending ? (
        <Page title={t('approval.loading')}>
          <Spinner />
        </Page>
      ) : null}
      {me.error && !me.data && !isRefusal(me.error, 401) ? (
        <Stuck error={me.error} onAgain={() => void me.refetch()} onCode={onCode} />
      ) : null}
      {isRefusal(me.error, 401) ? <SignedOut /> : null}
      {signedIn && code ? <Lookup key={code} code={code} onCode={onCode} /> : null}
      {signedIn && !code ? <NoCode onCode={onCode} /> : null}
    </Standalone>
  )
}
