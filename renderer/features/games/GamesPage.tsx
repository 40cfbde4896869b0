import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewChoice } from '../../../shared/api/library-overview'
import { type GamesFilter, useGames } from '../../api/games'
import { useMayManage, useMe, usePeople } from '../../api/queries'
import { Button, ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { SelectField, TextField } from '../../components/Field'
import { Page } from '../../components/Page'
import { ReadProblem } from '../../components/Problem'
import { Segments } from '../../components/Segments'
import { Spinner } from '../../components/Spinner'
import type { TextKey } from '../../locales/text-key'
import { GameList } from './GameList'
import { personSuffix, useGamesFilter } from './games-filter'
import styles from './GamesPage.module.css'
import { PlatformRail, PlatformSelect } from './PlatformRail'

const choiceTexts: Readonly<Record<OverviewChoice, TextKey>> = {
  all: 'games.all',
  saves: 'games.withSaves',
  missing: 'games.onlyMissing',
}

interface ToolsProps {
  readonly filter: GamesFilter
  readonly onChange: (change: Partial<GamesFilter>) => void
}

/** For an owner of a household of several. */
function WhoseSaves({ filter, onChange }: ToolsProps) {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const people = usePeople()
  if (people.length < 2) return null
  return (
    <div className={styles.order}>
      <SelectField
        label={t('games.whose')}
        value={filter.person ?? self}
        onChange={({ target }) => {
          const id = Number(target.value)
          onChange({ person: id === self ? undefined : id })
        }}
      >
        {people.map(({ id, username }) => (
          <option key={id} value={id}>
            {username}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

function Tools({ filter, onChange }: ToolsProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.tools} role="search">
      <div className={styles.search}>
        <TextField
          label={t('games.search')}
          type="search"
          aria-keyshortcuts="/"
          value={filter.search}
          placeholder={t('games.searchHint')}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ search: target.value })}
        />
      </div>
      <PlatformSelect platform={filter.platform} onPlatform={(platform) => onChange({ platform })} />
      <div className={styles.order}>
        <SelectField
          label={t('games.order')}
          value={filter.order}
          onChange={({ target }) => onChange({ order: target.value === 'recent' ? 'recent' : 'name' })}
        >
          <option value="name">{t('games.byName')}</option>
          <option value="recent">{t('games.byArrival')}</option>
        </SelectField>
      </div>
      <WhoseSaves filter={filter} onChange={onChange} />
      <Segments
        label={t('games.show')}
        value={filter.show}
        options={(['all', 'saves', 'missing'] as const).map((choice) => [choice, t(choiceTexts[choice])])}
        onChange={(show) => onChange({ show })}
      />
    </div>
  )
}

/** Nothing narrows the list. */
function showsAll({ search, platform, show }: GamesFilter): boolean {
  return search.trim() === '' && platform === undefined && show === 'all'
}

function NoMatch({ filter, onChange }: ToolsProps) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const isNarrowed = filter.search.trim() !== '' || filter.platform !== undefined
  if (showsAll(filter)) {
    return (
      <Empty
        icon="games"
        title={t('games.empty')}
        action={
          mayManage ? (
            <ButtonLink to="/library/add" look="primary">
              {t('library.add')}
            </ButtonLink>
          ) : null
        }
      >
        {t('games.empty.text')}
      </Empty>
    )
  }
  const text: TextKey = isNarrowed
    ? 'games.noMatch'
    : filter.show === 'missing'
      ? 'games.noneMissing'
      : 'games.noneSaved'
  return (
    <div className={styles.none}>
      <p>{t(text)}</p>
      <Button onClick={() => onChange({ search: '', platform: undefined, show: 'all' })}>
        {t('games.showAll')}
      </Button>
    </div>
  )
}

/** The household's games: by platform, by name, and what is kept of each. */
export function GamesPage() {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const [filter, change] = useGamesFilter()
  const wanted = useDeferredValue(filter)
  const first = useGames(wanted, 0)
  const total = first.data?.total
  // With no game at all there is nothing to look through.
  const isBare = total === 0 && showsAll(filter)
  return (
    <Page
      title={t('games.title')}
      lead={t('games.lead')}
      action={
        <div className={styles.actions}>
          <ButtonLink to={`/bin${personSuffix(filter.person)}`}>{t('bin.title')}</ButtonLink>
          {mayManage ? <ButtonLink to="/library">{t('games.library')}</ButtonLink> : null}
        </div>
      }
    >
      <div className={styles.columns}>
        <PlatformRail platform={filter.platform} onPlatform={(platform) => change({ platform })} />
        <Card labelledBy="games-heading" className={styles.card}>
          {isBare ? null : <Tools filter={filter} onChange={change} />}
          <h2 id="games-heading" className={total === 0 ? 'spoken-only' : styles.heading} aria-live="polite">
            {total === undefined ? t('games.title') : t('games.count', { count: total })}
          </h2>
          {first.error && !first.data ? (
            <div className={styles.none}>
              <ReadProblem error={first.error} />
            </div>
          ) : null}
          {first.isPending ? <Spinner /> : null}
          {total === 0 ? <NoMatch filter={filter} onChange={change} /> : null}
          {total === undefined ? null : <GameList filter={wanted} total={total} />}
        </Card>
      </div>
    </Page>
  )
}
