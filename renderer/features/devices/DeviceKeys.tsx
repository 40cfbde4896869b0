import { useTranslation } from 'react-i18next'
import type { ClientToken } from '../../../shared/api/client-tokens'
import type { Device } from '../../../shared/api/devices'
import { useMe, useTokens } from '../../api/queries'
import { serverNow } from '../../api/server-clock'
import { Card } from '../../components/Card'
import { Fact, Facts } from '../../components/Facts'
import { dateOnly, Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Phrase } from '../../components/Phrase'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { ScopeList } from '../tokens/ScopeSummary'
import styles from './DeviceKeys.module.css'

function hasEnded({ expires_at: end }: ClientToken): boolean {
  return end !== null && Date.parse(end) <= serverNow()
}

function Key({ token }: { readonly token: ClientToken }) {
  const { t, i18n } = useTranslation()
  const end = token.expires_at === null ? null : Date.parse(token.expires_at)
  return (
    <div className={styles.key}>
      <Facts>
        <Fact label={t('tokens.name')}>
          <Name>{token.name}</Name>
          {token.last_four === null ? null : <span className={styles.four}> …{token.last_four}</span>}
        </Fact>
        <Fact label={t('tokens.may')}>
          <ScopeList scopes={token.scopes} />
        </Fact>
        <Fact label={t('tokens.expires')}>
          {end === null
            ? t('tokens.never')
            : t(hasEnded(token) ? 'detail.endedOn' : 'detail.endsOn', {
                date: dateOnly(end, i18n.language),
              })}
        </Fact>
        <Fact label={t('tokens.used')}>
          {token.last_used_at === null ? (
            t('tokens.neverUsed')
          ) : token.last_used_address === null ? (
            <Moment at={token.last_used_at} />
          ) : (
            <Phrase
              text="detail.usedFrom"
              slots={{
                time: <Moment at={token.last_used_at} />,
                address: <Name>{token.last_used_address}</Name>,
              }}
            />
          )}
        </Fact>
      </Facts>
    </div>
  )
}

/** The keys a device holds, and what they open. */
export function DeviceKeys({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const tokens = useTokens(device.user_id === self ? 'mine' : 'everybody')
  const held = tokens.data?.filter((token) => token.device_id === device.id)
  const isOver = held && held.length > 0 && held.every(hasEnded)
  return (
    <Card labelledBy="device-keys">
      <h2 id="device-keys">{t('detail.key', { count: held?.length || 1 })}</h2>
      <ReadProblem error={tokens.data ? null : tokens.error} />
      {tokens.isPending ? <Spinner /> : null}
      {held?.length === 0 ? (
        <div className={styles.none}>
          <Notice tone="warn">
            <p>{t('detail.noKey')}</p>
          </Notice>
        </div>
      ) : null}
      {isOver ? (
        <div className={styles.none}>
          <Notice tone="warn">
            <p>{t('detail.keyEnded')}</p>
          </Notice>
        </div>
      ) : null}
      {held?.map((token) => (
        <Key key={token.id} token={token} />
      ))}
    </Card>
  )
}
