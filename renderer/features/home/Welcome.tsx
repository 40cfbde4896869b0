import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useHealth } from '../../api/queries'
import { Card } from '../../components/Card'
import { ReadProblem } from '../../components/Problem'
import { NotReachable, OtherAddresses, Reach } from './AddHandheld'
import styles from './Welcome.module.css'
import { WhatToType } from './WhatToType'

interface StepProps {
  readonly number: number
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

function Step({ number, title, text, children }: StepProps) {
  const { i18n } = useTranslation()
  return (
    <li className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {new Intl.NumberFormat(i18n.language).format(number)}
      </span>
      <div className={styles.words}>
        <h2>{title}</h2>
        <p className={styles.text}>{text}</p>
        {children}
      </div>
    </li>
  )
}

function AddressToType() {
  const { t } = useTranslation()
  const { data: health, error } = useHealth()
  const [first, ...others] = health?.addresses ?? []
  if (error && !health) {
    return (
      <div className={styles.address}>
        <ReadProblem error={error} />
      </div>
    )
  }
  if (health?.addresses?.length === 0) {
    return (
      <div className={styles.address}>
        <NotReachable />
      </div>
    )
  }
  return (
    <div className={styles.address}>
      {first ? <WhatToType address={first} large /> : <div className={styles.blank} />}
      <div className={styles.below}>
        {health ? <Reach health={health} /> : null}
        <OtherAddresses addresses={others} />
        <Link href="/network">{t('network.look')}</Link>
      </div>
    </div>
  )
}

/** Home before the first device: the three steps, with the address in large type. */
export function Welcome() {
  const { t } = useTranslation()
  return (
    <Card>
      <ol className={styles.steps}>
        <Step number={1} title={t('welcome.open')} text={t('welcome.open.text')} />
        <Step number={2} title={t('welcome.type')} text={t('welcome.type.text')}>
          <AddressToType />
        </Step>
        <Step number={3} title={t('welcome.approve')} text={t('welcome.approve.text')} />
      </ol>
    </Card>
  )
}
