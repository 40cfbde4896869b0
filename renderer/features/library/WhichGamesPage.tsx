import { useTranslation } from 'react-i18next'
import { Redirect } from 'wouter'
import { useGameCount } from '../../api/library'
import { useMayManage, useMe } from '../../api/queries'
import { BackLink } from '../../components/BackLink'
import { ButtonLink } from '../../components/Button'
import { Page } from '../../components/Page'
import { AddedCard } from './AddedCard'
import { PreviewCard } from './PreviewCard'
import { SourceForm } from './SourceForm'
import { useWhichGames } from './use-which-games'

/** Which games the household plays: handhelds can keep saves only of games that Roost knows. */
export function WhichGamesPage() {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const self = useMe().data
  const games = useWhichGames()
  const count = useGameCount()
  if (self && !mayManage) return <Redirect to="/" replace />
  const { preview, adding } = games
  return (
    <Page
      title={t('which.title')}
      lead={t('which.lead')}
      above={count === 0 ? undefined : <BackLink to="/library">{t('library.title')}</BackLink>}
      action={
        count === 0 ? (
          <ButtonLink to="/" look="quiet">
            {t('which.later')}
          </ButtonLink>
        ) : undefined
      }
    >
      {adding.data ? (
        <AddedCard added={adding.data} onMore={games.again} />
      ) : preview ? (
        <PreviewCard games={games} preview={preview} />
      ) : (
        <SourceForm games={games} first="folder" />
      )}
    </Page>
  )
}
