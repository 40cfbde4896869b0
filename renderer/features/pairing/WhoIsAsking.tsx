import { useTranslation } from 'react-i18next'
import type { PairingRequest } from '../../../shared/api/pairing'
import { useDevices } from '../../api/queries'
import { Card } from '../../components/Card'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Pill } from '../../components/Pill'
import { balanced } from '../../locales/isolate'
import { ClientLine } from './ClientLine'
import styles from './WhoIsAsking.module.css'

/** First and last characters; an identifier of 32 says nothing more as a whole. */
function shortened(identifier: string): string {
  const characters = [...identifier]
  if (characters.length <= 12) return identifier
  return `${characters.slice(0, 4).join('')}…${characters.slice(-4).join('')}`
}

function PairedBefore({ deviceId }: { readonly deviceId: string | null }) {
  const { t } = useTranslation()
  const devices = useDevices()
  if (deviceId === null) return <Pill tone="calm">{t('asking.never')}</Pill>
  const name = devices.data?.find((device) => device.id === deviceId)?.name
  return (
    <Pill tone="calm">
      {name ? (
        <span className={styles.before}>
          <Phrase text="asking.before" slots={{ name: <Name>{name}</Name> }} />
        </span>
      ) : (
        t('asking.beforeUnnamed')
      )}
    </Pill>
  )
}

/** What the request says about itself, and what Roost knows: only the address is proved. */
export function WhoIsAsking({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation()
  return (
    <Card labelledBy="who-is-asking">
      <h2 id="who-is-asking">{t('asking.heading')}</h2>
      <ul className={styles.facts}>
        <li>
          <ClientLine client={request.client} version={request.client_version} platform={request.platform} />
        </li>
        <li>
          <Phrase text="asking.address" slots={{ address: <Name>{request.address}</Name> }} />
        </li>
        <li>
          <Phrase
            text="asking.identifier"
            slots={{
              identifier: (
                <bdi className="mono" title={request.client_device_identifier}>
                  {balanced(shortened(request.client_device_identifier))}
                </bdi>
              ),
            }}
          />
        </li>
      </ul>
      <PairedBefore deviceId={request.known_device_id} />
    </Card>
  )
}
