import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Health, HubAddress } from '../../../shared/api/health'
import { useHealth } from '../../api/queries'
import { Card } from '../../components/Card'
import { Notice } from '../../components/Notice'
import { Pill } from '../../components/Pill'
import styles from './AddHandheld.module.css'
import { WhatToType } from './WhatToType'

/** Whether any machine of the network got through yet: green by itself, by the event stream. */
export function Reach({ health }: { readonly health: Health }) {
  const { t } = useTranslation()
  return (
    <span aria-live="polite">
      {health.last_lan_packet_at ? (
        <Pill tone="safe">{t('reach.yes')}</Pill>
      ) : (
        <Pill tone="calm">{t('reach.waiting')}</Pill>
      )}
    </span>
  )
}

/** Further adapters' addresses, for when the first is on the wrong network. */
export function OtherAddresses({ addresses }: { readonly addresses: readonly HubAddress[] }) {
  const { t } = useTranslation()
  if (addresses.length === 0) return null
  return (
    <details className={styles.others}>
      <summary>{t('address.others')}</summary>
      <ul>
        {addresses.map((address) => (
          <li key={address.url}>
            <span className="mono">{address.url}</span>
            <span className={styles.adapter}>{address.adapter}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Why no handheld can reach this hub, and what to do about it. */
export function NotReachable() {
  const { t } = useTranslation()
  return (
    <Notice tone="warn" title={t('unreachable.title')}>
      <p>{t('unreachable.text')}</p>
    </Notice>
  )
}

/** What to type on the handheld; nothing while that cannot be read. */
export function AddHandheld() {
  const { t } = useTranslation()
  const { data: health, error } = useHealth()
  if (error && !health) return null
  const [first, ...others] = health?.addresses ?? []
  return (
    <Card labelledBy="add-handheld" className={styles.card}>
      <h2 id="add-handheld">{t('add.heading')}</h2>
      {health?.addresses?.length === 0 ? (
        <NotReachable />
      ) : (
        <>
          <p className={styles.hint}>{t('add.hint')}</p>
          {first ? <WhatToType address={first} /> : <div className={styles.blank} />}
          {health ? <Reach health={health} /> : null}
          <OtherAddresses addresses={others} />
          <p className={styles.hint}>
            <Link href="/network">{t('network.look')}</Link>
          </p>
        </>
      )}
    </Card>
  )
}
