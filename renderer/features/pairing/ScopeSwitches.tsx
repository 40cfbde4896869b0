import { useTranslation } from 'react-i18next'
import type { Scope } from '../../../shared/scopes'
import { Name } from '../../components/Name'
import { Switch } from '../../components/Switch'
import { choicesOf, refusedOf } from './scope-choice'
import styles from './ScopeSwitches.module.css'

interface ScopeSwitchesProps {
  readonly requested: readonly string[]
  readonly allowed: readonly Scope[]
  /** Switched off by the person; everything else that is allowed is on. */
  readonly declined: ReadonlySet<Scope>
  readonly onChange: (declined: ReadonlySet<Scope>) => void
  readonly disabled: boolean
}

export function ScopeSwitches({ requested, allowed, declined, onChange, disabled }: ScopeSwitchesProps) {
  const { t } = useTranslation()
  const refused = refusedOf(requested, allowed)

  function flip(scopes: readonly Scope[], on: boolean) {
    const next = new Set(declined)
    for (const scope of scopes) {
      if (on) next.delete(scope)
      else next.add(scope)
    }
    onChange(next)
  }

  return (
    <>
      <fieldset className={styles.group}>
        <legend className={styles.label}>{t('scopes.label')}</legend>
        {choicesOf(allowed).map(({ id, scopes, sentence }) => (
          <Switch
            key={id}
            label={t(sentence)}
            detail={id === 'saves' ? t('scope.saves.detail') : undefined}
            checked={scopes.some((scope) => !declined.has(scope))}
            disabled={disabled}
            onChange={(on) => flip(scopes, on)}
          />
        ))}
      </fieldset>
      {refused.known.length + refused.unknown.length > 0 ? (
        <div className={styles.refused}>
          <p className={styles.label}>{t('scopes.refused')}</p>
          <ul>
            {refused.known.map(({ id, sentence }) => (
              <li key={id}>{t(sentence)}</li>
            ))}
            {refused.unknown.map((word) => (
              <li key={word} className="mono">
                <Name>{word}</Name>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}
