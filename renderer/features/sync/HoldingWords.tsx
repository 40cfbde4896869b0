import { useTranslation } from 'react-i18next'
import { holdingStates } from '../../../shared/api/sync-status'
import { Pill } from '../../components/Pill'
import styles from './HoldingsMatrix.module.css'
import { holdingLooks } from './status-looks'

/** What each word of the table says, and what it does not. */
export function HoldingWords() {
  const { t } = useTranslation()
  return (
    <details className={styles.words}>
      <summary>{t('holding.words')}</summary>
      <dl>
        {holdingStates.map((state) => {
          const { tone, text } = holdingLooks[state]
          return (
            <div key={state}>
              <dt>{tone === null ? t(text) : <Pill tone={tone}>{t(text)}</Pill>}</dt>
              <dd>{t(`holding.${state}.text`)}</dd>
            </div>
          )
        })}
      </dl>
    </details>
  )
}
