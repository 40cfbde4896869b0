import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { username } from '../../../shared/api/session'
import { changeUser, type User } from '../../../shared/api/users'
import type { Role } from '../../../shared/scopes'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { TextField } from '../../components/Field'
import { Problem } from '../../components/Problem'
import { Switch } from '../../components/Switch'
import { useNameProblem } from '../../components/use-name-problem'
import styles from './PersonForms.module.css'

interface PersonFormProps {
  readonly person: User
  /** What an owner may do to others. */
  readonly mayManage: boolean
}

function useChange(person: User) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: z.input<typeof changeUser.body>) =>
      call(changeUser, { params: { id: person.id }, body }),
    onSuccess: async () => {
      announce(t('person.saved'))
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['people'] }),
        queries.invalidateQueries({ queryKey: ['me'] }),
      ])
    },
  })
}

function Rename({ person }: Pick<PersonFormProps, 'person'>) {
  const { t } = useTranslation()
  const [name, setName] = useState(person.username)
  const [tried, setTried] = useState(false)
  const renaming = useChange(person)
  const refused = useNameProblem(renaming.error, { taken: 'people.nameTaken', isAlone: true })
  const bad = !username.safeParse(name.trim()).success
  const changed = name.trim().toLowerCase() !== person.username
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!bad && changed && !renaming.isPending) renaming.mutate({ username: name.trim() })
      }}
    >
      <TextField
        label={t('signIn.name')}
        hint={t('person.nameHint')}
        problem={tried && bad ? t('setUp.nameRule') : refused.problem}
        value={name}
        maxLength={255}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setName(event.target.value)
          // What was refused is no longer what stands there.
          if (renaming.isError) renaming.reset()
        }}
      />
      <Problem error={refused.other} />
      {changed ? (
        <div>
          <Button type="submit" busy={renaming.isPending && t('saving')}>
            {t('person.rename')}
          </Button>
        </div>
      ) : null}
    </form>
  )
}

type Powers = { readonly role: Role } | { readonly enabled: boolean }

function PowerSwitches({ person }: Pick<PersonFormProps, 'person'>) {
  const { t } = useTranslation()
  const changing = useChange(person)
  // As it is to be while it is on its way, so that the switch answers at once.
  const [wanted, setWanted] = useState<Powers | null>(null)
  const shown = { ...person, ...wanted }
  function change(powers: Powers) {
    if (wanted) return
    setWanted(powers)
    changing.mutate(powers, { onSettled: () => setWanted(null) })
  }
  return (
    <div>
      <Switch
        label={t('people.makeOwner')}
        detail={t('people.ownerMeans')}
        checked={shown.role === 'admin'}
        onChange={(on) => change({ role: on ? 'admin' : 'user' })}
      />
      <Switch
        label={t('person.enabled')}
        detail={t('person.enabledMeans')}
        checked={shown.enabled}
        onChange={(on) => change({ enabled: on })}
      />
      <Problem error={changing.error} />
    </div>
  )
}

/** Name, and for others: whether they own the hub and may get in. */
export function PersonForm({ person, mayManage }: PersonFormProps) {
  const { t } = useTranslation()
  return (
    <Card labelledBy="person-heading">
      <h2 id="person-heading" className="spoken-only">
        {t('person.about')}
      </h2>
      <div className={styles.form}>
        <Rename key={person.username} person={person} />
        {mayManage ? <PowerSwitches person={person} /> : null}
      </div>
    </Card>
  )
}
