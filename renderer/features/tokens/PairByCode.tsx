import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientToken } from '../../../shared/api/client-tokens'
import { isDesktop } from '../../api/desktop'
import { useHealth } from '../../api/queries'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Icon } from '../../components/Icon'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { QrCode } from '../../components/QrCode'
import { Spinner } from '../../components/Spinner'
import { UserCode } from '../../components/UserCode'
import styles from './PairByCode.module.css'
import { usePairCode } from './use-pair-code'

/** Where a device that scans the code can reach this hub; null while none can. */
function usePairAddress(code: string | undefined): string | null {
  const [first] = useHealth().data?.addresses ?? []
  const base = first?.url ?? (isDesktop ? null : location.origin)
  if (base === null || code === undefined) return null
  return `${base}/pair?code=${code.slice(0, 4)}-${code.slice(4)}`
}

interface PairByCodeProps {
  readonly token: ClientToken
  readonly onClaimed: () => void
}

function Claimed({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const text = t('pairCode.claimed', { name })
  useEffect(() => announce(text), [text])
  return (
    <div className={styles.over}>
      <span className={styles.good}>
        <Icon name="check" />
      </span>
      <p className={styles.title}>{text}</p>
      <p className={styles.text}>{t('pairCode.claimed.text')}</p>
    </div>
  )
}

function Expired({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation()
  const text = t('pairCode.expired')
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    announce(text)
    button.current?.focus()
  }, [text])
  return (
    <div className={styles.over}>
      <p className={styles.title}>{text}</p>
      <p className={styles.text}>{t('pairCode.expired.text')}</p>
      <Button ref={button} look="primary" onClick={onAgain}>
        {t('link.again')}
      </Button>
    </div>
  )
}

/** The code for a device to scan or type, how long it lasts, and what became of it. */
export function PairByCode({ token, onClaimed }: PairByCodeProps) {
  const { t } = useTranslation()
  const { made, left, state, isBlind, error, again } = usePairCode(token, onClaimed)
  const address = usePairAddress(made?.code)
  if (error) {
    return (
      <div className={styles.over}>
        <Problem error={error} />
        <Button onClick={again}>{t('again')}</Button>
      </div>
    )
  }
  if (state === 'claimed') return <Claimed name={token.name} />
  if (state === 'expired' && made) return <Expired onAgain={again} />
  if (!made) {
    return (
      <div className={styles.over}>
        <Spinner />
      </div>
    )
  }
  return (
    <div className={styles.live}>
      <p className={styles.text}>{t(address === null ? 'pairCode.howTyped' : 'pairCode.how')}</p>
      {address === null ? null : <QrCode text={address} label={t('pairCode.qr')} />}
      <UserCode code={made.code} dashed />
      <p role="timer" className={styles.left}>
        {left > 0 ? t('link.left', { count: Math.ceil(left / 1_000) }) : t('pairCode.checking')}
      </p>
      <div role="status" className={styles.state}>
        {isBlind ? (
          <Notice tone="warn">
            <p>{t('pairCode.blind')}</p>
          </Notice>
        ) : (
          <p className={styles.waiting}>
            <Spinner />
            {t('pairCode.waiting')}
          </p>
        )}
      </div>
    </div>
  )
}
