import { useTranslation } from 'react-i18next'
import { Link, useRoute } from 'wouter'
import { useOpenConflicts } from '../../api/conflicts'
import { useMayManage, usePairing } from '../../api/queries'
import { Icon, type IconName } from '../../components/Icon'
import { classes } from '../../components/classes'
import { Entries } from './Entries'
import styles from './Navigation.module.css'

interface EntryProps {
  readonly to: string
  /** The pages that belong to it. */
  readonly pattern: string | RegExp
  readonly icon: IconName
  readonly label: string
  readonly waiting?: number
  /** What waits, to be spoken. */
  readonly waitingText?: 'nav.waiting' | 'nav.conflicts'
}

function Entry({ to, pattern, icon, label, waiting = 0, waitingText }: EntryProps) {
  const { t } = useTranslation()
  const [here] = useRoute(pattern)
  return (
    <li>
      <Link
        href={to}
        className={classes(styles.entry, here && styles.here)}
        aria-current={here ? 'page' : undefined}
      >
        <Icon name={icon} />
        <span className={styles.label}>{label}</span>
        {waiting > 0 && waitingText ? (
          <>
            <span className={styles.badge} aria-hidden="true">
              {waiting > 99 ? '99+' : waiting}
            </span>
            {/* Said only where something waits: the first number costs a start what loading the rules of numbers takes. */}
            <span className="spoken-only">{t(waitingText, { count: waiting })}</span>
          </>
        ) : null}
      </Link>
    </li>
  )
}

export function Navigation() {
  const { t } = useTranslation()
  const waiting = usePairing().data?.length ?? 0
  const conflicts = useOpenConflicts().data?.length ?? 0
  const mayManage = useMayManage()
  return (
    <nav aria-label={t('nav.label')} className={styles.nav}>
      <Entries>
        <Entry to="/" pattern="/" icon="home" label={t('nav.home')} />
        <Entry
          to="/games"
          pattern={/^\/(?:games|library|bin)(?:\/.*)?$/}
          icon="games"
          label={t('nav.games')}
        />
        <Entry
          to="/devices"
          pattern="/devices/*?"
          icon="devices"
          label={t('nav.devices')}
          waiting={waiting}
          waitingText="nav.waiting"
        />
        <Entry
          to="/sync"
          pattern="/sync/*?"
          icon="sync"
          label={t('nav.sync')}
          waiting={conflicts}
          waitingText="nav.conflicts"
        />
        <Entry to="/storage" pattern="/storage/*?" icon="disk" label={t('nav.storage')} />
        <Entry to="/network" pattern="/network" icon="network" label={t('nav.network')} />
        <Entry to="/tokens" pattern="/tokens" icon="key" label={t('nav.tokens')} />
        <Entry
          to="/people"
          pattern="/people/*?"
          icon="people"
          label={t(mayManage ? 'nav.people' : 'nav.you')}
        />
        <Entry to="/activity" pattern="/activity" icon="activity" label={t('nav.activity')} />
        <Entry to="/settings" pattern="/settings/*?" icon="settings" label={t('nav.settings')} />
      </Entries>
    </nav>
  )
}
