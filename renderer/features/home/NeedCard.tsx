import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../components/Button'
import { Card } from '../../components/Card'
import { classes } from '../../components/classes'
import { Icon } from '../../components/Icon'
import styles from './NeedCard.module.css'
import type { Need } from './use-needs'

/** Something that waits for a person, and the way to it. The first one is what the page is about. */
function NeedCard({ need, isFirst }: { readonly need: Need; readonly isFirst: boolean }) {
  const { t } = useTranslation()
  return (
    <Card calling={isFirst} className={styles.need}>
      <span className={classes(styles.badge, styles[need.tone])}>
        <Icon name={need.icon} />
      </span>
      <div className={styles.words}>
        <h2>{t(need.title)}</h2>
        <p className={styles.text}>{t(need.text)}</p>
      </div>
      <ButtonLink to={need.to} look={isFirst ? 'primary' : 'plain'}>
        {t(need.action)}
      </ButtonLink>
    </Card>
  )
}

interface NeedListProps {
  readonly needs: readonly Need[]
  /** Something above it is more pressing. */
  readonly isBelow: boolean
}

export function NeedList({ needs, isBelow }: NeedListProps) {
  const { t } = useTranslation()
  if (needs.length === 0) return null
  return (
    <ul className={styles.list} aria-label={t('home.needsList')}>
      {needs.map((need, index) => (
        <li key={need.id}>
          <NeedCard need={need} isFirst={!isBelow && index === 0} />
        </li>
      ))}
    </ul>
  )
}
