import { useTranslation } from 'react-i18next'
import type { Rom } from '../../../shared/api/roms'
import type { SaveLine } from '../../../shared/api/versions'
import { useEverybody } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { useGame, useLines } from '../../api/saves'
import { BackLink } from '../../components/BackLink'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { useNarrow } from '../../components/use-narrow'
import { personSuffix, usePersonInAddress } from '../games/games-filter'
import { PlayTimeChart } from '../play-time/PlayTimeChart'
import { ExportGame } from './ExportGame'
import styles from './GamePage.module.css'
import { LineCard } from './LineCard'
import { Upload } from './UploadButton'
import { WhoHolds } from './WhoHolds'

/** As in the styles: up to this width, in pixels, all stands in one column. */
const oneColumn = 1019

/** Where most clients put a save: an upload there is found by them. */
const usualSlot = 'autosave'

function NoSaves({ game, person }: { readonly game: Rom; readonly person: number | undefined }) {
  const { t } = useTranslation()
  const upload = { target: { kind: 'slot', game: game.id, slot: usualSlot }, name: null } as const
  return (
    <Card>
      <Empty
        icon="games"
        title={t('game.noSaves')}
        action={
          person === undefined ? (
            <Upload upload={upload} former={null}>
              {t('upload.open')}
            </Upload>
          ) : null
        }
      >
        {t('game.noSaves.text')}
      </Empty>
    </Card>
  )
}

/** Slots first, then files, then states; each by name. */
function inOrder(lines: readonly SaveLine[], locale: string): SaveLine[] {
  const rank = { save: 0, file: 1, state: 2 } as const
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return [...lines].sort(
    (one, other) => rank[one.kind] - rank[other.kind] || compare(one.key, other.key) || one.id - other.id,
  )
}

function Lead({ game, person }: { readonly game: Rom; readonly person: number | undefined }) {
  const whose = useEverybody().data?.find(({ id }) => id === person)?.username
  const version = [...game.regions, ...game.tags].join(', ')
  const what = version === '' ? game.platform_display_name : `${game.platform_display_name} · ${version}`
  if (whose === undefined) return <Name wrap>{what}</Name>
  return (
    <>
      <Name wrap>{what}</Name>
      {' · '}
      <Phrase text="game.whose" slots={{ name: <Name>{whose}</Name> }} />
    </>
  )
}

function ToGames({ person }: { readonly person: number | undefined }) {
  const { t } = useTranslation()
  return <BackLink to={`/games${personSuffix(person)}`}>{t('games.title')}</BackLink>
}

function Known({ game, person }: { readonly game: Rom; readonly person: number | undefined }) {
  const { t, i18n } = useTranslation()
  const lines = useLines(game.id, person)
  const sorted = inOrder(lines.data ?? [], i18n.language).filter(({ versions }) => versions > 0)
  const isOneColumn = useNarrow(oneColumn)
  // Whether a save is safe is not to be looked for below a history without end.
  const whoHolds = <WhoHolds lines={sorted} />
  return (
    <Page
      title={game.name}
      heading={<Name wrap>{game.name}</Name>}
      lead={<Lead game={game} person={person} />}
      above={<ToGames person={person} />}
      action={sorted.length > 0 ? <ExportGame game={game} person={person} /> : null}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          {game.missing_since === null ? null : (
            <Notice tone="warn" title={t('game.missing')}>
              {t('game.missing.text')}
            </Notice>
          )}
          {isOneColumn ? whoHolds : null}
          {lines.isPending ? <Spinner /> : null}
          {lines.error && !lines.data ? <ReadProblem error={lines.error} /> : null}
          {lines.data && sorted.length === 0 ? <NoSaves game={game} person={person} /> : null}
          {sorted.map((line) => (
            <LineCard key={line.id} line={line} lines={sorted} person={person} />
          ))}
        </div>
        <div className={styles.column}>
          {isOneColumn ? null : whoHolds}
          <PlayTimeChart game={game.id} person={person} />
        </div>
      </div>
    </Page>
  )
}

/** A game and every save of it that was ever here. */
export function GamePage({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const person = usePersonInAddress()
  const game = useGame(id)
  if (game.data) return <Known game={game.data} person={person} />
  if (isRefusal(game.error, 403, 404)) {
    return (
      <Page title={t('game.unknown')} lead={t('game.unknown.text')}>
        <ButtonLink to="/games" look="primary">
          {t('game.toGames')}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={t('game.title')} above={<ToGames person={person} />}>
      {game.error ? <ReadProblem error={game.error} /> : <Spinner />}
    </Page>
  )
}
