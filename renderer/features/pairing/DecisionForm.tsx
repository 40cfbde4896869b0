import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { expiryWords } from '../../../shared/api/device-authorization'
import type { User } from '../../../shared/api/users'
import { isRefusal } from '../../api/refusal'
import { Button } from '../../components/Button'
import { SelectField, TextField } from '../../components/Field'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { submitKey, useSubmitKey } from '../shortcuts/use-submit-key'
import styles from './DecisionForm.module.css'
import { expiryTexts } from './expiry-texts'
import { ScopeSwitches } from './ScopeSwitches'
import type { Asked, Decision } from './use-decision'

interface DecisionFormProps {
  readonly asked: Asked
  readonly decision: Decision
  readonly people: readonly User[]
  readonly person: number | undefined
  readonly onPerson: (person: number) => void
}

function Fields({ decision, people, person, onPerson }: Omit<DecisionFormProps, 'asked'>) {
  const { t } = useTranslation()
  const locked = decision.busy !== null
  return (
    <div className={styles.fields}>
      <div className={styles.name}>
        <TextField
          label={t('decision.name')}
          value={decision.name}
          maxLength={255}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          disabled={locked}
          onChange={(event) => decision.setName(event.target.value)}
        />
      </div>
      {people.length > 1 ? (
        <SelectField
          label={t('decision.person')}
          value={person}
          disabled={locked}
          onChange={(event) => onPerson(Number(event.target.value))}
        >
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.username}
            </option>
          ))}
        </SelectField>
      ) : null}
      <SelectField
        label={t('decision.until')}
        value={decision.expiry}
        disabled={locked}
        onChange={(event) => {
          const word = expiryWords.find((one) => one === event.target.value)
          if (word) decision.setExpiry(word)
        }}
      >
        {expiryWords.map((word) => (
          <option key={word} value={word}>
            {t(expiryTexts[word])}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (!isRefusal(error, 403, 404, 410)) return <Problem error={error} />
  return (
    <Notice tone="bad" alert>
      <p>{isRefusal(error, 403) ? t('decision.beyond') : t('outcome.gone.text')}</p>
    </Notice>
  )
}

/** Name, person, end of access, what it may do, and the two buttons. */
export function DecisionForm({ asked, decision, people, person, onPerson }: DecisionFormProps) {
  const { t } = useTranslation()
  const { busy } = decision
  const form = useRef<HTMLFormElement>(null)
  useSubmitKey(form)
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && !decision.nothingGranted) decision.approve()
      }}
    >
      <Fields decision={decision} people={people} person={person} onPerson={onPerson} />
      <ScopeSwitches
        requested={asked.requested}
        allowed={asked.allowed}
        declined={decision.declined}
        disabled={busy !== null}
        onChange={decision.setDeclined}
      />
      <div className={styles.end}>
        {decision.nothingGranted ? <p className={styles.hint}>{t('decision.nothing')}</p> : null}
        {busy ? null : <Refused error={decision.error} />}
        <div className={styles.buttons}>
          <Button
            type="submit"
            look="primary"
            tall
            className={styles.approve}
            aria-keyshortcuts={submitKey}
            busy={busy === 'approving' && t('decision.approving')}
            disabled={busy === 'denying' || decision.nothingGranted}
          >
            {t('decision.approve')}
          </Button>
          <Button
            tall
            busy={busy === 'denying' && t('decision.denying')}
            disabled={busy === 'approving'}
            onClick={decision.deny}
          >
            {t('decision.deny')}
          </Button>
        </div>
      </div>
    </form>
  )
}
