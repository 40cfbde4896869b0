import { useTranslation } from 'react-i18next'
import { useNetwork } from '../../api/network'
import { useHealth, useMayManage } from '../../api/queries'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { CopyValue } from '../../components/CopyValue'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { NotReachable, OtherAddresses, Reach } from '../home/AddHandheld'
import { AddressChanged } from './AddressChanged'
import { Doctor } from './Doctor'
import { HostNames } from './HostNames'
import styles from './NetworkPage.module.css'

/** Where the hub is found, and whether anybody found it yet. */
function WhereCard() {
  const { t } = useTranslation()
  const health = useHealth().data
  const network = useNetwork()
  const [first, ...others] = network.data?.addresses ?? []
  const announcement = network.data?.announcement
  return (
    <Card labelledBy="network-where" className={styles.card}>
      <h2 id="network-where">{t('network.where')}</h2>
      {network.isPending ? <Spinner /> : null}
      <ReadProblem error={network.error} />
      {network.data && !first ? <NotReachable /> : null}
      {first ? (
        <dl className={styles.values}>
          <CopyValue label={t('network.address')} value={first.url} />
          {announcement?.state === 'announced' ? (
            <CopyValue
              label={t('network.name')}
              value={`${first.protocol}://${announcement.host_name}:${first.port}`}
            />
          ) : null}
        </dl>
      ) : null}
      {announcement?.state === 'announced' ? <p className={styles.text}>{t('network.name.text')}</p> : null}
      {health ? <Reach health={health} /> : null}
      <OtherAddresses addresses={others} />
    </Card>
  )
}

/** Encryption is a choice of the whole hub, so it stands with the settings. */
function SecureCard() {
  const { t } = useTranslation()
  return (
    <Card labelledBy="network-secure" className={styles.card}>
      <h2 id="network-secure">{t('network.secure')}</h2>
      <p className={styles.text}>{t('network.secure.text')}</p>
      <div>
        <ButtonLink to="/settings">{t('network.secure.open')}</ButtonLink>
      </div>
    </Card>
  )
}

/** How handhelds find the hub, and what to do when one does not. */
export function NetworkPage() {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  return (
    <Page title={t('network.title')} lead={t('network.lead')}>
      <AddressChanged />
      <div className={styles.columns}>
        {mayManage ? <Doctor /> : null}
        <div className={styles.column}>
          <WhereCard />
          {mayManage ? <HostNames /> : null}
          {mayManage ? <SecureCard /> : null}
        </div>
      </div>
    </Page>
  )
}
