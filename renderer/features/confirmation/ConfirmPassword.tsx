import { useMutation } from '@tanstack/react-query'
import { useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { confirm } from '../../../shared/api/session'
import { call } from '../../api/call'
import { answerConfirmation, confirmationQuestion } from '../../api/confirmation'
import { useMe } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { TextField } from '../../components/Field'
import { Problem } from '../../components/Problem'
import styles from './ConfirmPassword.module.css'

function Question() {
  const { t } = useTranslation()
  const self = useMe().data
  const [password, setPassword] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const confirming = useMutation({
    mutationFn: () => call(confirm, { body: { password } }),
    onSuccess: () => answerConfirmation(true),
    onError: () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.select(),
  })
  const wrong = isRefusal(confirming.error, 401)
  return (
    <Dialog title={t('confirm.title')} onClose={() => answerConfirmation(false)}>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (password && !confirming.isPending) confirming.mutate()
        }}
      >
        <p className={styles.why}>{t('confirm.text')}</p>
        {/* For password managers: whose password it is. */}
        <input hidden readOnly name="username" autoComplete="username" value={self?.username ?? ''} />
        <TextField
          label={t('signIn.password')}
          name="password"
          type="password"
          value={password}
          required
          autoFocus
          autoComplete="current-password"
          problem={wrong ? t('confirm.wrong') : null}
          hint={t('confirm.noPassword')}
          onChange={(event) => setPassword(event.target.value)}
        />
        {wrong ? null : <Problem error={confirming.error} />}
        <DialogActions>
          <Button onClick={() => answerConfirmation(false)}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={confirming.isPending && t('confirm.busy')}>
            {t('confirm.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** Asks for the password again when the hub wants it for what an owner does to others. */
export function ConfirmPassword() {
  const open = useSyncExternalStore(confirmationQuestion.watch, confirmationQuestion.isOpen)
  return open ? <Question /> : null
}
