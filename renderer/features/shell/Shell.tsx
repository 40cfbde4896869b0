import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useSignedIn } from '../../api/queries'
import { isDesktop } from '../../api/desktop'
import { useLiveStream } from '../../api/live-context'
import { Brand } from '../../components/Brand'
import { DesktopLife } from '../desktop/DesktopLife'
import { JobDock } from '../jobs/JobDock'
import { PairingCalls } from '../pairing/PairingCalls'
import { Shortcuts } from '../shortcuts/Shortcuts'
import { ConflictCalls } from '../sync/ConflictCalls'
import { RestartNotice } from '../storage/RestartNotice'
import { StorageCalls } from '../storage/StorageCalls'
import { Account } from './Account'
import { ConnectionNotice } from './ConnectionNotice'
import { Navigation } from './Navigation'
import { OnTheAir } from './OnTheAir'
import styles from './Shell.module.css'

/** The frame of the window. It stands before any answer has come. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const signedIn = useSignedIn()
  useLiveStream(signedIn)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('shell.skip')}
      </a>
      <header className={styles.bar}>
        <Link href="/" className={styles.home} aria-label={t('shell.toHome')}>
          <Brand />
        </Link>
        <Navigation />
        {signedIn ? <JobDock /> : null}
        <div className={styles.foot}>
          <OnTheAir />
          {isDesktop ? null : <Account />}
        </div>
      </header>
      <main className={styles.main} id="content" tabIndex={-1}>
        <ConnectionNotice />
        {signedIn ? <RestartNotice /> : null}
        {children}
      </main>
      {signedIn ? <PairingCalls /> : null}
      {signedIn ? <ConflictCalls /> : null}
      {signedIn ? <StorageCalls /> : null}
      {signedIn ? <Shortcuts /> : null}
      {signedIn && isDesktop ? <DesktopLife /> : null}
    </div>
  )
}
