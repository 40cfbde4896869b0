import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Icon } from '../../components/Icon'
import { Name } from '../../components/Name'
import { Page } from '../../components/Page'
import { Phrase } from '../../components/Phrase'
import { useCountdown } from '../../components/use-countdown'
import { classes } from '../../components/classes'
import styles from './ApprovalPage.module.css'

/** Seconds before the tab tries to close (wire.md 15.1). */
const stay = 3

function Closing() {
  const { t } = useTranslation()
  const { left, handlers } = useCountdown(stay, () => window.close())
  return (
    <p className={styles.closing} {...handlers}>
      {/* A browser closes only tabs it opened for us; if it stays, the person is told. */}
      {left > 0 ? t('finished.closing', { count: left }) : t('finished.close')}
    </p>
  )
}

interface FinishedProps {
  readonly how: 'approved' | 'denied'
  readonly name: string
  readonly onAnother: () => void
}

export function Finished({ how, name, onAnother }: FinishedProps) {
  const { t } = useTranslation()
  const approved = how === 'approved'
  const spoken = approved ? t('finished.approved', { name }) : t('finished.denied')
  useEffect(() => announce(spoken), [spoken])
  return (
    <div className={styles.finished}>
      <div className={classes(styles.badge, approved ? styles.good : styles.off)}>
        <Icon name={approved ? 'check' : 'cross'} />
      </div>
      <Page
        title={spoken}
        heading={
          approved ? (
            <Phrase text="finished.approved" slots={{ name: <Name wrap>{name}</Name> }} />
          ) : (
            t('finished.denied')
          )
        }
        lead={approved ? t('finished.approved.text') : t('finished.denied.text')}
      >
        {approved ? <Closing /> : null}
        <Button tall onClick={onAnother}>
          {t('finished.another')}
        </Button>
      </Page>
    </div>
  )
}
