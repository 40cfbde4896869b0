import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMayManage, useMe, usePeople } from '../../api/queries'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { SelectField, TextField } from '../../components/Field'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Segments } from '../../components/Segments'
import { Spinner } from '../../components/Spinner'
import type { TextKey } from '../../locales/text-key'
import { Delivery, type FreshToken } from './Delivery'
import { NewToken } from './NewToken'
import { type ListedToken, searched, sorted, type Sorting, type TokenOrder, tokenOrders } from './token-list'
import { PairDevice, RenewToken, RevokeToken } from './TokenDialogs'
import type { TokenAction } from './TokenRow'
import { TokenTable } from './TokenTable'
import styles from './TokensPage.module.css'
import { useListedTokens } from './use-listed-tokens'

type Doing =
  | { readonly what: 'new' }
  | { readonly what: 'password' }
  | { readonly what: 'deliver'; readonly fresh: FreshToken; readonly asPassword: boolean }
  | { readonly what: TokenAction; readonly listed: ListedToken }

const orderTexts: Readonly<Record<TokenOrder, TextKey>> = {
  name: 'tokens.name',
  expiry: 'tokens.expires',
  use: 'tokens.used',
}

interface DialogsProps {
  readonly doing: Doing | null
  readonly self: number | undefined
  readonly onDoing: (doing: Doing | null) => void
  readonly onGone: () => void
}

function Dialogs({ doing, self, onDoing, onGone }: DialogsProps) {
  if (!doing) return null
  const onClose = () => onDoing(null)
  if (!('listed' in doing) && doing.what !== 'deliver') {
    const asPassword = doing.what === 'password'
    return (
      <NewToken
        forPassword={asPassword}
        onClose={onClose}
        onMade={(fresh) => onDoing({ what: 'deliver', fresh, asPassword })}
      />
    )
  }
  if (!('listed' in doing)) {
    return (
      <Delivery fresh={doing.fresh} firstWay={doing.asPassword ? 'password' : 'choose'} onClose={onClose} />
    )
  }
  const { listed } = doing
  if (doing.what === 'pair') return <PairDevice listed={listed} onClose={onClose} />
  if (doing.what === 'renew') {
    return (
      <RenewToken
        listed={listed}
        onClose={onClose}
        onRenewed={(fresh) => onDoing({ what: 'deliver', fresh, asPassword: false })}
      />
    )
  }
  return (
    <RevokeToken listed={listed} mine={listed.token.user_id === self} onClose={onClose} onRevoked={onGone} />
  )
}

interface ToolsProps {
  /** Nothing to search or sort. */
  readonly isEmpty: boolean
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly whose: 'mine' | 'everybody'
  readonly onWhose: (whose: 'mine' | 'everybody') => void
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

function Tools({ isEmpty, search, onSearch, whose, onWhose, sorting, onSort }: ToolsProps) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const mayChoose = usePeople().length > 1 && mayManage
  if (isEmpty && !mayChoose) return null
  return (
    <div className={styles.tools} role="search">
      {isEmpty ? null : (
        <>
          <div className={styles.search}>
            <TextField
              label={t('tokens.search')}
              type="search"
              aria-keyshortcuts="/"
              value={search}
              placeholder={t('tokens.searchHint')}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onSearch(event.target.value)}
            />
          </div>
          <div className={styles.order}>
            <SelectField
              label={t('tokens.sort')}
              value={sorting.by}
              onChange={(event) => {
                const by = tokenOrders.find((one) => one === event.target.value)
                if (by) onSort({ by, descending: by === 'use' })
              }}
            >
              {tokenOrders.map((order) => (
                <option key={order} value={order}>
                  {t(orderTexts[order])}
                </option>
              ))}
            </SelectField>
          </div>
        </>
      )}
      {mayChoose ? (
        <Segments
          label={t('tokens.whose')}
          value={whose}
          options={[
            ['mine', t('tokens.mine')],
            ['everybody', t('tokens.everybody')],
          ]}
          onChange={onWhose}
        />
      ) : null}
    </div>
  )
}

function useShownTokens(listed: readonly ListedToken[] | undefined, search: string, sorting: Sorting) {
  const { i18n } = useTranslation()
  const wanted = useDeferredValue(search)
  const inOrder = useMemo(
    () => sorted(listed ?? [], sorting, i18n.language),
    [listed, sorting, i18n.language],
  )
  return useMemo(() => searched(inOrder, wanted), [inOrder, wanted])
}

/** The manager of client tokens (wire.md 15.3). */
export function TokensPage() {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const [whose, setWhose] = useState<'mine' | 'everybody'>('mine')
  const [search, setSearch] = useState('')
  const [sorting, setSorting] = useState<Sorting>({ by: 'use', descending: true })
  const [doing, setDoing] = useState<Doing | null>(null)
  const { listed, error } = useListedTokens(whose)
  const shown = useShownTokens(listed, search, sorting)
  const heading = useRef<HTMLHeadingElement>(null)
  const onAction = useCallback(
    (what: TokenAction, chosen: ListedToken) => setDoing({ what, listed: chosen }),
    [],
  )
  const make = (
    <Button look="primary" aria-haspopup="dialog" onClick={() => setDoing({ what: 'new' })}>
      {t('newToken.open')}
    </Button>
  )
  return (
    <Page title={t('tokens.title')} lead={t('tokens.lead')} action={listed?.length === 0 ? null : make}>
      <Card labelledBy="tokens-heading">
        <h2 id="tokens-heading" ref={heading} tabIndex={-1} className={styles.heading}>
          {listed?.length ? t('tokens.count', { count: shown.length }) : t('tokens.title')}
        </h2>
        {listed === undefined ? <ReadProblem error={error} /> : null}
        {listed === undefined && !error ? <Spinner /> : null}
        {listed ? (
          <Tools
            {...{ search, whose, sorting }}
            onSearch={setSearch}
            onWhose={setWhose}
            onSort={setSorting}
            isEmpty={listed.length === 0}
          />
        ) : null}
        {listed?.length === 0 ? (
          <Empty icon="key" title={t('tokens.empty')} action={make}>
            {t('tokens.empty.text')}
          </Empty>
        ) : null}
        {listed && listed.length > 0 && shown.length === 0 ? (
          <p className={styles.none}>{t('tokens.noMatch')}</p>
        ) : null}
        {shown.length > 0 ? (
          <TokenTable tokens={shown} self={self} onAction={onAction} sorting={sorting} onSort={setSorting} />
        ) : null}
      </Card>
      <section className={styles.decky} aria-labelledby="decky-heading">
        <div>
          <h2 id="decky-heading">{t('decky.title')}</h2>
          <p className={styles.text}>{t('decky.lead')}</p>
        </div>
        <Button aria-haspopup="dialog" onClick={() => setDoing({ what: 'password' })}>
          {t('decky.open')}
        </Button>
      </section>
      <p className={styles.reference}>
        <Link href="/reference">{t('reference.link')}</Link>
      </p>
      <Dialogs doing={doing} self={self} onDoing={setDoing} onGone={() => heading.current?.focus()} />
    </Page>
  )
}
