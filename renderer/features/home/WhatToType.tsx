import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HubAddress } from '../../../shared/api/health'
import { useMe } from '../../api/queries'
import { classes } from '../../components/classes'
import { CopyValue } from '../../components/CopyValue'
import { Segments } from '../../components/Segments'
import type { TextKey } from '../../locales/text-key'
import { type HandheldClient, handheldClients, rememberClient, rememberedClient } from './handheld-clients'
import { type StepKind, StepPicture } from './StepPicture'
import styles from './WhatToType.module.css'

interface ClientGuide {
  /** Its name where room is short; product names are the same in every language. */
  readonly name: string | null
  readonly steps: readonly (readonly [StepKind, TextKey])[]
}

const guides: Readonly<Record<HandheldClient, ClientGuide>> = {
  grout: {
    name: 'grout',
    steps: [
      ['form', 'type.grout.form'],
      ['qr', 'type.grout.qr'],
      ['approve', 'type.approve'],
    ],
  },
  argosy: {
    name: 'Argosy',
    steps: [
      ['url', 'type.argosy.url'],
      ['code', 'type.argosy.code'],
      ['approve', 'type.approve'],
    ],
  },
  decky: {
    name: 'decky',
    steps: [
      ['url', 'type.decky.url'],
      ['password', 'type.decky.password'],
    ],
  },
  other: {
    name: null,
    steps: [
      ['url', 'type.other.url'],
      ['approve', 'type.other.approve'],
    ],
  },
}

interface WhatToTypeProps {
  readonly address: HubAddress
  readonly large?: boolean
}

/** The fields of the chosen program's own form, filled in. */
function Values({ client, address, large = false }: WhatToTypeProps & { readonly client: HandheldClient }) {
  const { t } = useTranslation()
  const self = useMe().data
  const parts = (
    <>
      <CopyValue label={t('address.protocol')} value={address.protocol} large={large} />
      <CopyValue label={t('address.host')} value={address.host} large={large} />
      <CopyValue label={t('address.port')} value={String(address.port)} large={large} />
    </>
  )
  const url = <CopyValue label={t('type.url')} value={address.url} large={large} />
  switch (client) {
    case 'grout':
      return <dl className={classes(styles.values, large && styles.across)}>{parts}</dl>
    case 'argosy':
      return <dl className={styles.values}>{url}</dl>
    case 'decky':
      return (
        <dl className={styles.values}>
          {url}
          {self ? <CopyValue label={t('type.user')} value={self.username} /> : null}
        </dl>
      )
    case 'other':
      return (
        <>
          <dl className={styles.values}>{url}</dl>
          <dl className={classes(styles.values, large && styles.across)}>{parts}</dl>
        </>
      )
  }
}

/** What to type on the handheld, as its program's form asks for it, and what follows there. */
export function WhatToType({ address, large }: WhatToTypeProps) {
  const { t } = useTranslation()
  const [client, setClient] = useState(rememberedClient)

  function choose(chosen: HandheldClient) {
    setClient(chosen)
    rememberClient(chosen)
  }

  return (
    <div className={styles.guide}>
      <Segments
        label={t('type.client')}
        value={client}
        options={handheldClients.map((one) => [one, guides[one].name ?? t('type.other')] as const)}
        onChange={choose}
      />
      <Values client={client} address={address} large={large ?? false} />
      {client === 'decky' ? (
        <p className={styles.hint}>
          {t('type.decky.token')} <Link href="/tokens">{t('type.decky.toTokens')}</Link>
        </p>
      ) : null}
      <ol className={classes(styles.steps, large && styles.beside)}>
        {guides[client].steps.map(([kind, text]) => (
          <li key={kind} className={styles.step}>
            <StepPicture kind={kind} />
            <span>{t(text)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
