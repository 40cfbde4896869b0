import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { password as passwordRule, username } from '../../../shared/api/session'
import { addUser } from '../../../shared/api/users'
import type { Role } from '../../../shared/scopes'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { TextField } from '../../components/Field'
import { Problem } from '../../components/Problem'
import { Switch } from '../../components/Switch'
import { useNameProblem } from '../../components/use-name-problem'
import styles from './PersonForms.module.css'

/** A new person: a name is enough. */
export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<Role>('user')
  const [tried, setTried] = useState(false)
  const adding = useMutation({
    mutationFn: () => call(addUser, { body: { username: name.trim(), password: password || null, role } }),
    onSuccess: async (person) => {
      await queries.invalidateQueries({ queryKey: ['people'] })
      announce(t('addPerson.done', { name: person.username }))
      onClose()
    },
  })
  const refused = useNameProblem(adding.error, { taken: 'people.nameTaken' })
  const badName = !username.safeParse(name.trim()).success
  const badPassword = password !== '' && !passwordRule.safeParse(password).success

  return (
    <Dialog title={t('addPerson.title')} onClose={onClose}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (!badName && !badPassword && !adding.isPending) adding.mutate()
        }}
      >
        <TextField
          label={t('signIn.name')}
          hint={t('setUp.nameRule')}
          problem={tried && badName ? t('setUp.nameRule') : refused.problem}
          value={name}
          autoFocus
          maxLength={255}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            setName(event.target.value)
            // What was refused is no longer what stands there.
            if (adding.isError) adding.reset()
          }}
        />
        <TextField
          label={t('addPerson.password')}
          hint={t('addPerson.passwordHint')}
          problem={tried && badPassword ? t('setUp.passwordRule') : null}
          type="password"
          value={password}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.target.value)}
        />
        <Switch
          label={t('people.makeOwner')}
          detail={t('people.ownerMeans')}
          checked={role === 'admin'}
          onChange={(on) => setRole(on ? 'admin' : 'user')}
        />
        <Problem error={refused.other} />
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={adding.isPending && t('addPerson.busy')}>
            {t('addPerson.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
