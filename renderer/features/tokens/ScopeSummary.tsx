import { useTranslation } from 'react-i18next'
import type { Scope } from '../../../shared/scopes'
import { choicesOf } from '../pairing/scope-choice'
import styles from './ScopeSummary.module.css'

/** All that a key may do, a sentence each. */
export function ScopeList({ scopes }: { readonly scopes: readonly Scope[] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles.list}>
      {choicesOf(scopes).map(({ id, sentence }) => (
        <li key={id}>{t(sentence)}</li>
      ))}
    </ul>
  )
}

/** The first thing a key may do, and the others on request. */
export function ScopeSummary({ scopes }: { readonly scopes: readonly Scope[] }) {
  const { t } = useTranslation()
  const [first, ...others] = choicesOf(scopes)
  if (!first) return t('tokens.mayNothing')
  if (others.length === 0) return t(first.sentence)
  return (
    <details className={styles.summary}>
      <summary>
        <span>{t(first.sentence)}</span>{' '}
        <span className={styles.more}>{t('tokens.mayMore', { count: others.length })}</span>
      </summary>
      <ul className={styles.list}>
        {others.map(({ id, sentence }) => (
          <li key={id}>{t(sentence)}</li>
        ))}
      </ul>
    </details>
  )
}
