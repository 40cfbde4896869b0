import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { Spinner } from '../../components/Spinner'
import { useCountdown } from '../../components/use-countdown'
import { classes } from '../../components/classes'
import type { Ending, OutcomeLook } from './outcome-look'
import styles from './OutcomePanel.module.css'

/** Seconds a finished card stays, unless somebody is with it. */
const stay = 5

function Leaving({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { left, paused, handlers } = useCountdown(stay, onDone)
  return (
    <div className={styles.leaving} {...handlers}>
      <Button look="primary" onClick={onDone}>
        {t('outcome.done')}
      </Button>
      <p className={styles.hint}>{paused ? t('outcome.paused') : t('outcome.leaving', { count: left })}</p>
    </div>
  )
}

interface OutcomePanelProps {
  readonly ending: Ending
  readonly look: OutcomeLook
  /** The page's heading as text: its first wording is heard by the focus it gets, a later one is announced. */
  readonly spoken: string
  readonly onDone: () => void
}

/** What became of the request, below the heading that says so; leaves after a moment. */
export function OutcomePanel({ ending, look, spoken, onDone }: OutcomePanelProps) {
  const { t } = useTranslation()
  const heard = useRef(spoken)
  useEffect(() => {
    if (heard.current === spoken) return
    heard.current = spoken
    announce(spoken)
  }, [spoken])
  return (
    <Card className={styles.panel}>
      <div className={classes(styles.badge, styles[look.tone])}>
        {look.icon === 'working' ? <Spinner /> : <Icon name={look.icon} />}
      </div>
      <p className={styles.text}>{t(look.text)}</p>
      {ending === 'approved' ? (
        <Button onClick={onDone}>{t('outcome.leaveNow')}</Button>
      ) : (
        <Leaving key={ending} onDone={onDone} />
      )}
    </Card>
  )
}
