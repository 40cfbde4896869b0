import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceAuthorization, normalizeUserCode } from '../../../shared/api/device-authorization'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import styles from './ApprovalPage.module.css'
import { isUserCode } from './user-code'

const { userCodeLength } = deviceAuthorization

interface CodeEntryProps {
  readonly onCode: (code: string) => void
  /** `plain` where something else is the first thing to do. */
  readonly look?: 'primary' | 'plain'
}

/** A code typed by hand: dashes, spaces and small letters do not matter. */
export function CodeEntry({ onCode, look = 'primary' }: CodeEntryProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <form
      className={styles.entry}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const code = normalizeUserCode(typed)
        if (isUserCode(code)) onCode(code)
        else setProblem(t('entry.rule'))
      }}
    >
      <TextField
        label={t('entry.label')}
        hint={t('entry.hint')}
        problem={problem}
        value={typed}
        className={styles.codeInput}
        // Room for separators; what remains is checked.
        maxLength={userCodeLength * 2}
        placeholder="ABCD EFGH"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        onChange={(event) => {
          setTyped(event.target.value)
          setProblem(null)
        }}
      />
      <Button type="submit" look={look} tall>
        {t('entry.submit')}
      </Button>
    </form>
  )
}
