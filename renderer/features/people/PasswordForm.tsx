import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { password as passwordRule } from '../../../shared/api/session'
import { changeUser, type User } from '../../../shared/api/users'
import { call } from '../../api/call'
import { isDesktop } from '../../api/desktop'
import { isRefusal } from '../../api/refusal'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { TextField } from '../../components/Field'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import styles from './PersonForms.module.css'

interface PasswordFormProps {
  readonly person: User
  readonly isSelf: boolean
}

function Refused({ error, asked }: { readonly error: unknown; readonly asked: boolean }) {
  const { t } = useTranslation()
  if (!asked || !isRefusal(error, 400)) return <Problem error={error} />
  return (
    <Notice tone="bad" alert>
      <p>{t('password.wrong')}</p>
    </Notice>
  )
}

/** Sets or changes a password. One's own needs the current one, except in the window of the hub's own PC. */
export function PasswordForm({ person, isSelf }: PasswordFormProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const asksCurrent = isSelf && !isDesktop
  const bad = !passwordRule.safeParse(next).success
  const saving = useMutation({
    mutationFn: () =>
      call(changeUser, {
        params: { id: person.id },
        body: { password: next, ...(asksCurrent && current ? { current_password: current } : {}) },
      }),
    onSuccess: async () => {
      setCurrent('')
      setNext('')
      setTried(false)
      announce(t('password.done'))
      await queries.invalidateQueries({ queryKey: ['people'] })
    },
  })
  return (
    <Card labelledBy="password-heading">
      <h2 id="password-heading">{t('signIn.password')}</h2>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (!bad && !saving.isPending) saving.mutate()
        }}
      >
        <p className={styles.text}>{t(isSelf ? 'password.own' : 'password.other')}</p>
        <input hidden readOnly name="username" autoComplete="username" value={person.username} />
        {asksCurrent ? (
          <TextField
            label={t('password.current')}
            hint={t('password.currentHint')}
            type="password"
            value={current}
            autoComplete="current-password"
            onChange={(event) => setCurrent(event.target.value)}
          />
        ) : null}
        <TextField
          label={t('password.next')}
          hint={t('setUp.passwordRule')}
          problem={tried && bad ? t('setUp.passwordRule') : null}
          type="password"
          value={next}
          autoComplete="new-password"
          onChange={(event) => setNext(event.target.value)}
        />
        <Refused error={saving.error} asked={asksCurrent} />
        {saving.isSuccess && next === '' ? (
          <Notice tone="safe">
            <p>{t('password.done')}</p>
          </Notice>
        ) : null}
        <div>
          <Button type="submit" busy={saving.isPending && t('saving')}>
            {t('password.save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
