import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { pairingCodeStatus } from '../../../shared/api/client-tokens'
import { normalizeUserCode } from '../../../shared/api/device-authorization'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { Card } from '../../components/Card'
import { CopyButton } from '../../components/CopyButton'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Standalone } from '../../components/Standalone'
import { UserCode } from '../../components/UserCode'
import { isUserCode } from '../approval/user-code'
import { handingOver } from './client-schemes'
import styles from './PairCodePage.module.css'

const askEvery = 5_000

/** Whether the hub still takes the code; true while it cannot be asked, which proves nothing. */
function useIsLive(code: string): boolean {
  const { data } = useQuery({
    queryKey: ['pair-page', code],
    queryFn: ({ signal }) =>
      call(pairingCodeStatus, { signal, params: { code } }).then(
        () => true,
        (error: unknown) => {
          if (isRefusal(error, 404)) return false
          throw error
        },
      ),
    retry: false,
    refetchInterval: ({ state }) => (state.data === false ? false : askEvery),
  })
  return data ?? true
}

function Shown({ code, callback }: { readonly code: string; readonly callback: string | null }) {
  const { t } = useTranslation()
  const live = useIsLive(code)
  const seen = useRef<HTMLSpanElement>(null)
  const dashed = `${code.slice(0, 4)}-${code.slice(4)}`
  const handed = callback === null ? null : handingOver(callback, dashed)
  if (!live) return <Page title={t('pairPage.over')} lead={t('pairPage.over.text')} />
  return (
    <Page title={t('pairPage.title')} lead={t('pairPage.lead')}>
      <div className={styles.stack}>
        <Card className={styles.card}>
          <UserCode code={code} dashed seen={seen} />
          <CopyButton
            label={t('pairPage.code')}
            value={dashed}
            onMark={() => {
              if (seen.current) window.getSelection()?.selectAllChildren(seen.current)
            }}
          />
          <p className={styles.hint}>{t('pairPage.hint')}</p>
        </Card>
        {callback !== null && handed === null ? (
          <Notice tone="calm">
            <p>{t('pairPage.typed')}</p>
          </Notice>
        ) : null}
        {handed === null ? null : (
          <a className={styles.hand} href={handed} rel="noreferrer">
            {t('pairPage.handOver')}
          </a>
        )}
      </div>
    </Page>
  )
}

/** Where a token's QR code leads a phone or a handheld's browser: the code, to be typed (wire.md 15.2). */
export function PairCodePage() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const code = normalizeUserCode(search.get('code') ?? '')
  return (
    <Standalone>
      {isUserCode(code) ? (
        <Shown key={code} code={code} callback={search.get('callback')} />
      ) : (
        <Page title={t('pairPage.missing')} lead={t('pairPage.missing.text')} />
      )}
    </Standalone>
  )
}
