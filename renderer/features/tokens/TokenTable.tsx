import { memo, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { inParts, useNear } from '../../components/use-near'
import type { TextKey } from '../../locales/text-key'
import { type TokenAction, TokenRow } from './TokenRow'
import type { ListedToken, Sorting, TokenOrder } from './token-list'
import styles from './TokenTable.module.css'

const partSize = 40
/** Pixels; only until a part has been drawn once. */
const rowHeight = 74

interface RowsProps {
  readonly tokens: readonly ListedToken[]
  readonly self: number | undefined
  readonly onAction: (action: TokenAction, listed: ListedToken) => void
}

const Part = memo(function Part({ tokens, self, onAction, first }: RowsProps & { readonly first: boolean }) {
  const place = useRef<HTMLTableSectionElement>(null)
  const { near, height } = useNear(place, first, tokens.length * rowHeight)
  return (
    <tbody ref={place} className={styles.body}>
      {near ? (
        tokens.map((listed) => (
          <TokenRow
            key={listed.token.id}
            listed={listed}
            mine={listed.token.user_id === self}
            onAction={onAction}
          />
        ))
      ) : (
        <tr aria-hidden="true" className={styles.room} style={{ height }}>
          <td colSpan={5}>{'\u00A0'}</td>
        </tr>
      )}
    </tbody>
  )
})

interface HeadProps {
  readonly order: TokenOrder
  readonly text: TextKey
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

function SortHead({ order, text, sorting, onSort }: HeadProps) {
  const { t } = useTranslation()
  const here = sorting.by === order
  const direction = sorting.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={here ? direction : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort({ by: order, descending: here ? !sorting.descending : order === 'use' })}
      >
        {t(text)}
        <span className={styles.arrow} data-direction={here ? direction : 'none'} aria-hidden="true" />
      </button>
    </th>
  )
}

interface TokenTableProps extends RowsProps {
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

/** All tokens; only those near the window are drawn. */
export function TokenTable({ tokens, self, onAction, sorting, onSort }: TokenTableProps) {
  const { t } = useTranslation()
  const parts = useMemo(() => inParts(tokens, partSize), [tokens])
  return (
    <table className={styles.table} aria-label={t('tokens.title')} aria-rowcount={tokens.length + 1}>
      <thead className={styles.head}>
        <tr>
          <SortHead order="name" text="tokens.name" sorting={sorting} onSort={onSort} />
          <th scope="col">{t('tokens.may')}</th>
          <SortHead order="expiry" text="tokens.expires" sorting={sorting} onSort={onSort} />
          <SortHead order="use" text="tokens.used" sorting={sorting} onSort={onSort} />
          <th scope="col">
            <span className="spoken-only">{t('tokens.actionsHead')}</span>
          </th>
        </tr>
      </thead>
      {parts.map((part, index) => (
        <Part
          key={part[0]?.token.id ?? index}
          tokens={part}
          self={self}
          onAction={onAction}
          first={index === 0}
        />
      ))}
    </table>
  )
}
