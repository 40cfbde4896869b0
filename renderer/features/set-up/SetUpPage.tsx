import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { password as passwordRule, setup, username } from '../../../shared/api/session'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { Button, ButtonLink } from '../../components/Button'
import { TextField } from '../../components/Field'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { Problem } from '../../components/Problem'
import { Standalone } from '../../components/Standalone'
import { useHashSecret } from '../../routes/use-hash-secret'
import styles from './SetUpPage.module.css'

interface Entry {
  readonly name: string
  readonly password: string
  readonly again: string
}

/** The first thing to mend in each field, by the rules the hub has too. */
function useProblems({ name, password, again }: Entry) {
  const { t } = useTranslation()
  return {
    name: username.safeParse(name).success ? null : t('setUp.nameRule'),
    password: passwordRule.safeParse(password).success ? null : t('setUp.passwordRule'),
    again: password === again ? null : t('setUp.different'),
  } as const
}

function SetUpForm({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [entry, setEntry] = useState<Entry>({ name: '', password: '', again: '' })
  const [tried, setTried] = useState(false)
  const problems = useProblems(entry)
  const settingUp = useMutation({
    mutationFn: () => call(setup, { body: { secret, username: entry.name, password: entry.password } }),
    onSuccess: async () => {
      await queries.resetQueries()
      navigate('/', { replace: true })
    },
  })
  const spent = isRefusal(settingUp.error, 401, 403, 404, 409, 410)

  function submit() {
    setTried(true)
    const complete = Object.values(problems).every((problem) => problem === null)
    if (complete && !settingUp.isPending) settingUp.mutate()
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {spent ? (
        <Notice tone="bad" alert>
          <p>{t('setUp.spent')}</p>
        </Notice>
      ) : (
        <Problem error={settingUp.error} />
      )}
      <TextField
        label={t('setUp.name')}
        hint={t('setUp.nameRule')}
        problem={tried ? problems.name : null}
        value={entry.name}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setEntry({ ...entry, name: event.target.value })}
      />
      <TextField
        label={t('setUp.password')}
        hint={t('setUp.passwordRule')}
        problem={tried ? problems.password : null}
        type="password"
        value={entry.password}
        autoComplete="new-password"
        onChange={(event) => setEntry({ ...entry, password: event.target.value })}
      />
      <TextField
        label={t('setUp.again')}
        problem={tried ? problems.again : null}
        type="password"
        value={entry.again}
        autoComplete="new-password"
        onChange={(event) => setEntry({ ...entry, again: event.target.value })}
      />
      <Button type="submit" look="primary" tall busy={settingUp.isPending && t('setUp.busy')}>
        {t('setUp.submit')}
      </Button>
    </form>
  )
}

/** The first owner of a hub without a window, by the one-time address in its data folder. */
export function SetUpPage() {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  useHashSecret(useCallback((found: string) => setSecret(found), []))
  return (
    <Standalone>
      {secret ? (
        <Page title={t('setUp.title')} lead={t('setUp.lead')}>
          <SetUpForm key={secret} secret={secret} />
        </Page>
      ) : (
        <Page title={t('setUp.missing')} lead={t('setUp.missing.text')}>
          <ButtonLink to="/" tall>
            {t('setUp.toSignIn')}
          </ButtonLink>
        </Page>
      )}
    </Standalone>
  )
}
