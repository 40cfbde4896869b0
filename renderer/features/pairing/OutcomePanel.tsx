import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon, type IconName } from '../../components/Icon'
import { isolated, Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Spinner } from '../../components/Spinner'
import { useCountdown } from '../../components/use-countdown'
import { classes } from '../../components/classes'
import type { TextKey } from '../../locales/text-key'
import styles from './OutcomePanel.module.css'
import type { Outcome } from './outcomes'

type Ending = Outcome['state'] | 'gone'

interface Look {
  readonly tone: 'safe' | 'calm' | 'warn'
  readonly icon: IconName | 'working'
  readonly title: TextKey
  readonly text: TextKey
}

function lookOf(ending: Ending, here: boolean): Look {
  switch (ending) {
    case 'approved':
      return {
        tone: 'calm',
        icon: 'working',
        title: here ? 'outcome.approved' : 'outcome.approvedElsewhere',
        text: 'outcome.approved.text',
      }
    case 'collected':
      return { tone: 'safe', icon: 'check', title: 'outcome.collected', text: 'outcome.collected.text' }
    case 'denied':
      return {
        tone: 'warn',
        icon: 'cross',
        title: here ? 'outcome.denied' : 'outcome.deniedElsewhere',
        text: 'outcome.denied.text',
      }
    case 'expired':
      return { tone: 'warn', icon: 'hourglass', title: 'outcome.expired', text: 'outcome.expired.text' }
    case 'gone':
      return { tone: 'warn', icon: 'hourglass', title: 'outcome.gone', text: 'outcome.gone.text' }
  }
}

interface OutcomePanelProps {
  readonly ending: Ending
  readonly here: boolean
  readonly name: string
  readonly onDone: () => void
}

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

/** What became of the request. It takes the focus from the form it replaces, and leaves after a moment. */
export function OutcomePanel({ ending, here, name, onDone }: OutcomePanelProps) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const look = lookOf(ending, here)
  const spoken = t(look.title, { name: isolated(name) })
  useEffect(() => {
    announce(spoken)
  }, [spoken])
  useEffect(() => heading.current?.focus(), [])
  const title: ReactNode = <Phrase text={look.title} slots={{ name: <Name wrap>{name}</Name> }} />
  return (
    <Card className={styles.panel}>
      <div className={classes(styles.badge, styles[look.tone])}>
        {look.icon === 'working' ? <Spinner /> : <Icon name={look.icon} />}
      </div>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      <p className={styles.text}>{t(look.text)}</p>
      {ending === 'approved' ? (
        <Button onClick={onDone}>{t('outcome.leaveNow')}</Button>
      ) : (
        <Leaving key={ending} onDone={onDone} />
      )}
    </Card>
  )
}
