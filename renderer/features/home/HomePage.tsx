import { useTranslation } from 'react-i18next'
import type { Device } from '../../../shared/api/devices'
import { useDevices, useHealth, usePairing } from '../../api/queries'
import { useHome, useStorage } from '../../api/storage'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { DeviceLine } from '../devices/DeviceLine'
import { AddressChanged } from '../network/AddressChanged'
import { RequestList } from '../pairing/RequestRow'
import { AddHandheld } from './AddHandheld'
import styles from './HomePage.module.css'
import { NeedList } from './NeedCard'
import { SafetyTiles } from './SafetyTiles'
import { type Need, useNeeds } from './use-needs'
import { Welcome } from './Welcome'

/** As many as are taken in at a glance; the rest is on the page of devices. */
const shownDevices = 5

function DevicesCard({ devices }: { readonly devices: readonly Device[] }) {
  const { t } = useTranslation()
  return (
    <Card labelledBy="home-devices" className={styles.devices}>
      <div className={styles.cardHead}>
        <h2 id="home-devices">{t('devices.title')}</h2>
        <span className={styles.count}>{t('devices.count', { count: devices.length })}</span>
      </div>
      <ul>
        {devices.slice(0, shownDevices).map((device) => (
          <DeviceLine key={device.id} device={device} />
        ))}
      </ul>
      {devices.length > shownDevices ? (
        <ButtonLink to="/devices" look="quiet">
          {t('home.allDevices')}
        </ButtonLink>
      ) : null}
    </Card>
  )
}

/** Saves are called safe only when a good copy of them is elsewhere too. */
function useSafety() {
  const { t } = useTranslation()
  const storage = useStorage().data
  const count = storage ? storage.saves + storage.states : 0
  const run = storage?.backup?.last_run
  const isCopied = run?.state === 'done' && run.lacking === 0
  return { count, sentence: count === 0 ? null : t(isCopied ? 'home.safe' : 'home.kept', { count }) }
}

function useHeadline(requests: number, devices: number | undefined, [first]: readonly Need[]) {
  const { t } = useTranslation()
  const { count, sentence } = useSafety()
  if (requests > 0) return { title: t('home.wants', { count: requests }), lead: t('home.wants.lead') }
  // Nothing is said of what is not known yet.
  if (devices === undefined) return { title: t('nav.home'), lead: '\u00A0' }
  const paired = t('home.paired', { count: devices })
  // The heading that counts the saves is not followed by their number.
  if (first?.id === 'no-backup') return { title: t(first.headline, { count }), lead: t('home.nothingElse') }
  if (first) return { title: t(first.headline, { count: first.count }), lead: sentence ?? paired }
  if (devices === 0) return { title: t('home.welcome'), lead: t('home.firstSteps') }
  return sentence === null
    ? { title: t('home.ready'), lead: paired }
    : { title: sentence, lead: t('home.nothing') }
}

/** How things are. What cannot be read is told once, and what is known stands below. */
function Overview() {
  const { t } = useTranslation()
  const devices = useDevices()
  const lacking = [devices, useStorage(), useHome(), useHealth()].filter(({ data }) => data === undefined)
  const failed = lacking.find(({ error }) => error !== null)
  if (devices.data?.length === 0) return <Welcome />
  if (lacking.includes(devices) && !failed) {
    return (
      <p className={styles.loading} role="status">
        <Spinner />
        {t('loading')}
      </p>
    )
  }
  return (
    <>
      {failed ? (
        <div className={styles.problem}>
          <ReadProblem error={failed.error} />
        </div>
      ) : null}
      <SafetyTiles />
      <div className={styles.columns}>
        {devices.data ? <DevicesCard devices={devices.data} /> : null}
        <AddHandheld />
      </div>
    </>
  )
}

/** What needs a person comes first, in a sentence; then how things are. */
export function HomePage() {
  const { t } = useTranslation()
  const requests = usePairing().data ?? []
  const devices = useDevices().data
  const needs = useNeeds()
  const { title, lead } = useHeadline(requests.length, devices?.length, needs)
  return (
    <Page title={title} lead={lead}>
      <RequestList requests={requests} label={t('request.list')} />
      <AddressChanged />
      <NeedList needs={needs} isBelow={requests.length > 0} />
      <Overview />
    </Page>
  )
}
