import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { OverviewGame } from '../../../shared/api/library-overview'
import { Icon } from '../../components/Icon'
import { Moment } from '../../components/Moment'
import { Name } from '../../components/Name'
import { Pill } from '../../components/Pill'
import { isolatedValue } from '../../locales/isolate'
import { personSuffix } from './games-filter'
import styles from './GameRow.module.css'

interface GameRowProps {
  readonly game: OverviewGame
  readonly person: number | undefined
  readonly platform: string
  /** Its place among all games, from 1, and how many there are: only those near the window are in the page. */
  readonly place: number
  readonly total: number
}

/** A game in a list: what it is, and what is kept of it. */
export const GameRow = memo(function GameRow({ game, person, platform, place, total }: GameRowProps) {
  const { t } = useTranslation()
  const facts = [platform, [...game.regions, ...game.tags].join(', ')].filter(Boolean)
  return (
    <li className={styles.game} aria-posinset={place} aria-setsize={total}>
      <span className={styles.tile} data-kept={game.saves > 0}>
        <Icon name="games" />
      </span>
      <div className={styles.words}>
        <p className={styles.name}>
          <Link href={`/games/${game.id}${personSuffix(person)}`} className={styles.link}>
            <Name>{game.name}</Name>
          </Link>
        </p>
        <p className={styles.facts}>
          <Name>{facts.map(isolatedValue).join(' · ')}</Name>
        </p>
      </div>
      <div className={styles.end}>
        {game.is_missing ? <Pill tone="warn">{t('games.missing')}</Pill> : null}
        <div className={styles.kept}>
          {game.saves > 0 ? (
            <p className={styles.count}>{t('games.saves', { count: game.saves })}</p>
          ) : (
            <p className={styles.none}>{t('games.noSaves')}</p>
          )}
          {game.last_arrived_at === null || game.saves === 0 ? null : (
            <p className={styles.arrived}>
              <Moment at={game.last_arrived_at} />
            </p>
          )}
        </div>
      </div>
    </li>
  )
})
