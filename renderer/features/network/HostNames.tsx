import { useTranslation } from 'react-i18next'
import { useAllowHost, useForgetHost, useNetworkHosts } from '../../api/network'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Problem } from '../../components/Problem'
import styles from './HostNames.module.css'

/** A name by which somebody asked in vain, and what to do about it. */
function RefusedName({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const allow = useAllowHost()
  const forget = useForgetHost()
  return (
    <li className={styles.row}>
      <Name>{name}</Name>
      <span className={styles.actions}>
        <Button
          aria-label={t('hosts.allow.label', { name })}
          busy={allow.isPending && t('hosts.busy')}
          onClick={() => allow.mutate(name)}
        >
          {t('hosts.allow')}
        </Button>
        <Button
          look="quiet"
          aria-label={t('hosts.ignore.label', { name })}
          busy={forget.isPending && t('hosts.busy')}
          onClick={() => forget.mutate(name)}
        >
          {t('hosts.ignore')}
        </Button>
      </span>
      <Problem error={allow.error ?? forget.error} />
    </li>
  )
}

function AllowedName({ name, isFixed }: { readonly name: string; readonly isFixed: boolean }) {
  const { t } = useTranslation()
  const { mutate, isPending, error } = useForgetHost()
  return (
    <li className={styles.row}>
      <Name>{name}</Name>
      {isFixed ? (
        <span className={styles.text}>{t('hosts.fixed')}</span>
      ) : (
        <Button
          look="quiet"
          aria-label={t('remove.label', { name })}
          busy={isPending && t('hosts.busy')}
          onClick={() => mutate(name)}
        >
          {t('remove.open')}
        </Button>
      )}
      <Problem error={error} />
    </li>
  )
}

/** Names beyond those that can only mean this house; nothing as long as there are none. */
export function HostNames() {
  const { t } = useTranslation()
  const { data } = useNetworkHosts()
  if (!data || data.allowed.length + data.refused.length === 0) return null
  return (
    <Card labelledBy="network-hosts" className={styles.card}>
      <h2 id="network-hosts">{t('hosts.title')}</h2>
      {data.refused.length > 0 ? (
        <>
          <p className={styles.text}>{t('hosts.refused')}</p>
          <ul aria-label={t('hosts.refused.list')}>
            {data.refused.map(({ name }) => (
              <RefusedName key={name} name={name} />
            ))}
          </ul>
        </>
      ) : null}
      {data.allowed.length > 0 ? (
        <>
          <p className={styles.text}>{t('hosts.allowed')}</p>
          <ul aria-label={t('hosts.allowed')}>
            {data.allowed.map(({ name, is_fixed: isFixed }) => (
              <AllowedName key={name} name={name} isFixed={isFixed} />
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  )
}
