import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { login } from '../../../shared/api/session'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { Button } from '../../components/Button'
import { TextField } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import styles from './SignInForm.module.css'

/** RFC 7617 with UTF-8: names are ASCII, passwords are anything. */
function basic(name: string, password: string): string {
  const bytes = new TextEncoder().encode(`${name}:${password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}

function WithoutPassword() {
  const { t } = useTranslation()
  return (
    <section className={styles.other} aria-labelledby="without-password">
      <Icon name="phone" />
      <div>
        <h2 id="without-password">{t('signIn.link')}</h2>
        <p>{t('signIn.link.text')}</p>
      </div>
    </section>
  )
}

/** Name and password, in place: whatever page asked for it goes on afterwards. */
export function SignInForm() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const signingIn = useMutation({
    mutationFn: () => call(login, { headers: { authorization: basic(name.trim(), password) } }),
    onSuccess: () => queries.resetQueries(),
    onError: () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.select(),
  })
  const wrong = isRefusal(signingIn.error, 401)
  return (
    <>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!signingIn.isPending) signingIn.mutate()
        }}
      >
        {wrong ? (
          <Notice tone="bad" alert>
            <p>{t('signIn.wrong')}</p>
          </Notice>
        ) : (
          <Problem error={signingIn.error} />
        )}
        <TextField
          label={t('signIn.name')}
          name="username"
          value={name}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('signIn.password')}
          name="password"
          type="password"
          value={password}
          required
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" tall busy={signingIn.isPending && t('signIn.busy')}>
          {t('signIn.submit')}
        </Button>
      </form>
      <WithoutPassword />
    </>
  )
}
