import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type GamesFilter, gamesPage, useGames, usePlatforms } from '../../api/games'
import { Problem } from '../../components/Problem'
import { useNear } from '../../components/use-near'
import { GameRow } from './GameRow'
import styles from './GameList.module.css'

interface PartProps {
  readonly filter: GamesFilter
  readonly index: number
  readonly total: number
}

function Rows({ filter, index, total }: PartProps) {
  const { t } = useTranslation()
  const page = useGames(filter, index)
  const platforms = usePlatforms().data
  if (page.error && !page.data) return <Problem error={page.error} />
  return page.data?.games.map((game, place) => (
    <GameRow
      key={game.id}
      game={game}
      person={filter.person}
      platform={platforms?.find(({ id }) => id === game.platform_id)?.display_name ?? t('games.platform')}
      place={index * gamesPage + place + 1}
      total={total}
    />
  ))
}

/** Asks for its page of games only once it is near the window. */
const Part = memo(function Part({ filter, index, total }: PartProps) {
  const place = useRef<HTMLUListElement>(null)
  const rows = Math.min(gamesPage, total - index * gamesPage)
  const { near } = useNear(place, index === 0, 0)
  return (
    <ul ref={place} className={styles.part} style={{ '--rows': rows }}>
      {near ? <Rows filter={filter} index={index} total={total} /> : null}
    </ul>
  )
})

/** All games of the filter; only those near the window are asked for and drawn. */
export function GameList({ filter, total }: { readonly filter: GamesFilter; readonly total: number }) {
  return Array.from({ length: Math.ceil(total / gamesPage) }, (_, index) => (
    <Part key={index} filter={filter} index={index} total={total} />
  ))
}
