import { useTranslation } from 'react-i18next'
import type { PairingRequest } from '../../../shared/api/pairing'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Silhouette } from '../../components/Silhouette'
import { UserCode } from '../../components/UserCode'
import { ClientLine } from './ClientLine'
import { showsItsCode } from './client-name'
import styles from './RequestRow.module.css'

/** An open request in a list: who asks, and the way to the decision. */
export function RequestRow({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation()
  return (
    <Card calling className={styles.row}>
      <Silhouette client={request.client} platform={request.platform} calling />
      <div className={styles.words}>
        <p className={styles.title}>
          <Phrase text="request.wants" slots={{ name: <Name>{request.name}</Name> }} />
        </p>
        <p className={styles.detail}>
          <Phrase
            text="request.detail"
            slots={{
              client: (
                <ClientLine
                  client={request.client}
                  version={request.client_version}
                  platform={request.platform}
                />
              ),
              address: <Name>{request.address}</Name>,
              time: <Moment at={request.created_at} />,
            }}
          />
        </p>
      </div>
      <div className={styles.end}>
        {showsItsCode(request.client) ? <UserCode code={request.user_code} size="small" /> : null}
        <ButtonLink to={`/devices/pair/${encodeURIComponent(request.id)}`} look="primary">
          {t('request.decide')}
        </ButtonLink>
      </div>
    </Card>
  )
}

interface RequestListProps {
  readonly requests: readonly PairingRequest[]
  readonly label: string
}

export function RequestList({ requests, label }: RequestListProps) {
  if (requests.length === 0) return null
  return (
    <ul className={styles.list} aria-label={label}>
      {requests.map((request) => (
        <li key={request.id}>
          <RequestRow request={request} />
        </li>
      ))}
    </ul>
  )
}
