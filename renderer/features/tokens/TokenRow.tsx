import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { serverNow } from '../../api/server-clock'
import { Icon } from '../../components/Icon'
import { Menu, MenuItem } from '../../components/Menu'
import { ExactDate, Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { ScopeSummary } from './ScopeSummary'
import type { ListedToken } from './token-list'
import styles from './TokenTable.module.css'

/** What a person can do to a token; the dialogs are the page's. */
export type TokenAction = 'pair' | 'renew' | 'revoke'

interface TokenRowProps {
  readonly listed: ListedToken
  readonly mine: boolean
  readonly onAction: (action: TokenAction, listed: ListedToken) => void
}

function Ends({ at }: { readonly at: string | null }) {
  const { t } = useTranslation()
  if (at === null) return <span className={styles.soft}>{t('tokens.never')}</span>
  if (Date.parse(at) <= serverNow()) {
    return (
      <>
        <p className={styles.ended}>{t('tokens.ended')}</p>
        <p className={styles.detail}>
          <ExactDate at={at} />
        </p>
      </>
    )
  }
  return <ExactDate at={at} />
}

function LastUse({ listed: { token } }: Pick<TokenRowProps, 'listed'>) {
  const { t } = useTranslation()
  if (token.last_four === null) return <span className={styles.soft}>{t('key.waiting')}</span>
  if (token.last_used_at === null) return <span className={styles.soft}>{t('tokens.neverUsed')}</span>
  return (
    <>
      <Moment at={token.last_used_at} />
      {token.last_used_address === null ? null : (
        <p className={styles.detail}>
          <Phrase text="asking.address" slots={{ address: <Name>{token.last_used_address}</Name> }} />
        </p>
      )}
    </>
  )
}

function NameCell({ listed: { token, device, owner } }: Pick<TokenRowProps, 'listed'>) {
  // A token got by pairing has its device's name: once is enough.
  const isNamesake = device?.name === token.name
  return (
    <>
      <p className={styles.name}>
        {device && isNamesake ? (
          <Link href={`/devices/${encodeURIComponent(device.id)}`} className={styles.bound}>
            <Name wrap>{token.name}</Name>
            <Icon name="devices" />
          </Link>
        ) : (
          <Name wrap>{token.name}</Name>
        )}
        {token.last_four === null ? null : <span className={styles.four}>…{token.last_four}</span>}
      </p>
      <p className={styles.marks}>
        {owner === null ? null : (
          <span className={styles.owner}>
            <Name>{owner}</Name>
          </span>
        )}
        {device && !isNamesake ? (
          <Link href={`/devices/${encodeURIComponent(device.id)}`} className={styles.chip}>
            <Icon name="devices" />
            <Name>{device.name}</Name>
          </Link>
        ) : null}
      </p>
    </>
  )
}

/** A token as a row of the table; a card where it is narrow. */
export function TokenRow({ listed, mine, onAction }: TokenRowProps) {
  const { t } = useTranslation()
  const { token } = listed
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.nameCell}>
        <NameCell listed={listed} />
      </th>
      <td className={styles.may} data-label={t('tokens.may')}>
        <ScopeSummary scopes={token.scopes} />
      </td>
      <td data-label={t('tokens.expires')}>
        <Ends at={token.expires_at} />
      </td>
      <td data-label={t('tokens.used')}>
        <LastUse listed={listed} />
      </td>
      <td className={styles.actions}>
        <Menu label={t('tokens.actions', { name: token.name })}>
          {mine && token.last_four !== null ? (
            <>
              <MenuItem onClick={() => onAction('pair', listed)}>{t('tokens.pair')}</MenuItem>
              <MenuItem onClick={() => onAction('renew', listed)}>{t('tokens.renew')}</MenuItem>
            </>
          ) : null}
          <MenuItem danger onClick={() => onAction('revoke', listed)}>
            {t('tokens.revoke')}
          </MenuItem>
        </Menu>
      </td>
    </tr>
  )
}
