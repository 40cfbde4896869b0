import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Switch } from 'wouter'
import { isDesktop } from '../api/desktop'
import { useMe } from '../api/queries'
import { isRefusal } from '../api/refusal'
import { Button } from '../components/Button'
import { Page } from '../components/Page'
import { Problem } from '../components/Problem'
import { Standalone } from '../components/Standalone'
import { DevicesPage } from '../features/devices/DevicesPage'
import { HomePage } from '../features/home/HomePage'
import { Shell } from '../features/shell/Shell'
import { SignInPage } from '../features/sign-in/SignInPage'
import { NotFoundPage } from './NotFoundPage'

// What nobody sees first is fetched when somebody goes there: the first screen does not wait for it.
const ActivityPage = lazy(async () => ({
  default: (await import('../features/activity/ActivityPage')).ActivityPage,
}))
const ApprovalPage = lazy(async () => ({
  default: (await import('../features/approval/ApprovalPage')).ApprovalPage,
}))
const BinPage = lazy(async () => ({ default: (await import('../features/bin/BinPage')).BinPage }))
const DeviceDetailPage = lazy(async () => ({
  default: (await import('../features/devices/DeviceDetailPage')).DeviceDetailPage,
}))
const GamePage = lazy(async () => ({ default: (await import('../features/game/GamePage')).GamePage }))
const LibraryPage = lazy(async () => ({
  default: (await import('../features/library/LibraryPage')).LibraryPage,
}))
const GamesPage = lazy(async () => ({ default: (await import('../features/games/GamesPage')).GamesPage }))
const LinkLandingPage = lazy(async () => ({
  default: (await import('../features/link-phone/LinkLandingPage')).LinkLandingPage,
}))
const NetworkPage = lazy(async () => ({
  default: (await import('../features/network/NetworkPage')).NetworkPage,
}))
const PairCodePage = lazy(async () => ({
  default: (await import('../features/pair-code/PairCodePage')).PairCodePage,
}))
const PairingPage = lazy(async () => ({
  default: (await import('../features/pairing/PairingPage')).PairingPage,
}))
const PortTakenPage = lazy(async () => ({
  default: (await import('../features/desktop/PortTakenPage')).PortTakenPage,
}))
const PeoplePage = lazy(async () => ({ default: (await import('../features/people/PeoplePage')).PeoplePage }))
const PersonPage = lazy(async () => ({ default: (await import('../features/people/PersonPage')).PersonPage }))
const ReferencePage = lazy(async () => ({
  default: (await import('../features/reference/ReferencePage')).ReferencePage,
}))
const CannotStartPage = lazy(async () => ({
  default: (await import('../features/desktop/CannotStartPage')).CannotStartPage,
}))
const ConflictPage = lazy(async () => ({
  default: (await import('../features/sync/ConflictPage')).ConflictPage,
}))
const SyncPage = lazy(async () => ({ default: (await import('../features/sync/SyncPage')).SyncPage }))
const AboutPage = lazy(async () => ({
  default: (await import('../features/settings/AboutPage')).AboutPage,
}))
const ElsewherePage = lazy(async () => ({
  default: (await import('../features/desktop/ElsewherePage')).ElsewherePage,
}))
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/SettingsPage')).SettingsPage,
}))
const SetUpPage = lazy(async () => ({ default: (await import('../features/set-up/SetUpPage')).SetUpPage }))
const StoragePage = lazy(async () => ({
  default: (await import('../features/storage/StoragePage')).StoragePage,
}))
const TokensPage = lazy(async () => ({ default: (await import('../features/tokens/TokensPage')).TokensPage }))

const WhichGamesPage = lazy(async () => ({
  default: (await import('../features/library/WhichGamesPage')).WhichGamesPage,
}))

function NoAnswer({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }) {
  const { t } = useTranslation()
  return (
    <Page title={t('noAnswer.title')}>
      <Problem error={error} />
      <p>
        <Button look="primary" onClick={onAgain}>
          {t('again')}
        </Button>
      </p>
    </Page>
  )
}

/** The shell for a person; the sign-in for everybody else. */
function Door({ children }: { readonly children: ReactNode }) {
  const me = useMe()
  if (isRefusal(me.error, 401)) return <SignInPage />
  if (me.data === undefined && me.error) {
    return (
      <Shell>
        <NoAnswer error={me.error} onAgain={() => void me.refetch()} />
      </Shell>
    )
  }
  // In a browser it is not known yet whether there is anything to show; the window is the owner's from the start.
  if (me.isPending && !isDesktop) return <Standalone>{null}</Standalone>
  return (
    <Shell>
      <Suspense>{children}</Suspense>
    </Shell>
  )
}

export function Routes() {
  return (
    <Suspense>
      <Switch>
        <Route path="/pair/device" component={ApprovalPage} />
        <Route path="/pair" component={PairCodePage} />
        <Route path="/link" component={LinkLandingPage} />
        <Route path="/setup" component={SetUpPage} />
        {isDesktop ? <Route path="/elsewhere" component={ElsewherePage} /> : null}
        {isDesktop ? <Route path="/port-taken" component={PortTakenPage} /> : null}
        {isDesktop ? <Route path="/cannot-start" component={CannotStartPage} /> : null}
        <Route>
          <Door>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/devices" component={DevicesPage} />
              <Route path="/devices/pair/:id">{({ id }) => <PairingPage key={id} id={id} />}</Route>
              <Route path="/devices/:id">{({ id }) => <DeviceDetailPage key={id} id={id} />}</Route>
              <Route path="/sync" component={SyncPage} />
              <Route path={/^\/sync\/conflicts\/(?<id>[1-9]\d{0,14})$/}>
                {({ id }) => <ConflictPage key={id} id={Number(id)} />}
              </Route>
              <Route path="/library" component={LibraryPage} />
              <Route path="/library/add" component={WhichGamesPage} />
              <Route path="/games" component={GamesPage} />
              <Route path={/^\/games\/(?<id>[1-9]\d{0,14})$/}>
                {({ id }) => <GamePage key={id} id={Number(id)} />}
              </Route>
              <Route path="/bin" component={BinPage} />
              <Route path="/storage" component={StoragePage} />
              <Route path="/network" component={NetworkPage} />
              <Route path="/tokens" component={TokensPage} />
              <Route path="/people" component={PeoplePage} />
              <Route path={/^\/people\/(?<id>[1-9]\d{0,14})$/}>
                {({ id }) => <PersonPage key={id} id={Number(id)} />}
              </Route>
              <Route path="/activity" component={ActivityPage} />
              <Route path="/reference" component={ReferencePage} />
              <Route path="/settings" component={SettingsPage} />
              <Route path="/settings/about" component={AboutPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Door>
        </Route>
      </Switch>
    </Suspense>
  )
}
