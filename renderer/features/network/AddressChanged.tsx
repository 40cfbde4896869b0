import { useTranslation } from 'react-i18next'
import type { NetworkView } from '../../../shared/api/network'
import { knownClient } from '../../../shared/known-devices'
import { useDismissAddressChange, useNetwork } from '../../api/network'
import { useMayManage } from '../../api/queries'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import type { TextKey } from '../../locales/text-key'
import { clientName } from '../pairing/client-name'
import styles from './AddressChanged.module.css'

type Change = NonNullable<NetworkView['change']>

/** What each client calls the field, and what has to be done besides. */
const edits: Readonly<Record<string, TextKey>> = {
  grout: 'addressChange.edit.grout',
  argosy: 'addressChange.edit.argosy',
  decky: 'addressChange.edit.decky',
  tender: 'addressChange.edit.decky',
}

function DeviceToEdit({ device, to }: { readonly device: Change['devices'][number]; readonly to: string }) {
  const { t } = useTranslation()
  const [host = to, port = ''] = to.split(':')
  const edit =
    (device.client === null ? null : edits[knownClient(device.client).id]) ?? 'addressChange.edit.other'
  return (
    <li className={styles.device}>
      <p>
        <strong>
          <Name>{device.name ?? t('addressChange.nameless')}</Name>
        </strong>
        {device.client === null ? null : (
          <span className={styles.client}>
            {' · '}
            <Name>{clientName(device.client)}</Name>
          </span>
        )}
      </p>
      <p className={styles.edit}>{t(edit, { host, port, url: `http://${to}` })}</p>
    </li>
  )
}

/** The hub has another address now: which devices have to be told, and how. Nothing while the address is as it was. */
export function AddressChanged() {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const change = useNetwork().data?.change
  const { mutate, isPending, error } = useDismissAddressChange()
  return (
    <div role="status">
      {change ? (
        <Card labelledBy="address-change" className={styles.card}>
          <div className={styles.head}>
            <span className={styles.badge}>
              <Icon name="warning" />
            </span>
            <div className={styles.words}>
              <h2 id="address-change">{t('addressChange.title')}</h2>
              <p className={styles.text}>
                <Phrase
                  text="addressChange.text"
                  slots={{
                    from: <span className="mono">{change.from}</span>,
                    to: <strong className="mono">{change.to}</strong>,
                  }}
                />
              </p>
            </div>
            {mayManage ? (
              <Button busy={isPending && t('addressChange.ending')} onClick={() => mutate()}>
                {t('addressChange.done')}
              </Button>
            ) : null}
          </div>
          {change.devices.length === 0 ? (
            <p className={styles.text}>{t('addressChange.nobody')}</p>
          ) : (
            <ul aria-label={t('addressChange.list')}>
              {change.devices.map((device) => (
                <DeviceToEdit key={device.id} device={device} to={change.to} />
              ))}
            </ul>
          )}
          <p className={styles.hint}>{t('addressChange.hint')}</p>
          <Problem error={error} />
        </Card>
      ) : null}
    </div>
  )
}
