import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { removeUser, restoreUser, type User } from '../../../shared/api/users'
import { call } from '../../api/call'
import { useRemovalPreview } from '../../api/queries'
import { Button } from '../../components/Button'
import { ConfirmAction } from '../../components/ConfirmAction'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { offerUndo } from '../../components/Toast'

function Confirm({ person, onClose }: { readonly person: User; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const preview = useRemovalPreview(person.id)
  const removed = <Phrase text="remove.done" slots={{ name: <Name>{person.username}</Name> }} />
  const removing = useMutation({
    mutationFn: () => call(removeUser, { params: { id: person.id } }),
    onSuccess: () => {
      navigate('/people')
      offerUndo(removed, t('remove.done', { name: person.username }), async () => {
        await call(restoreUser, { params: { id: person.id } })
        await queries.invalidateQueries()
      })
      void queries.invalidateQueries()
    },
  })
  const found = preview.data
  return (
    <ConfirmAction
      title={<Phrase text="remove.title" slots={{ name: <Name wrap>{person.username}</Name> }} />}
      consequences={
        found
          ? [
              t('removePerson.signedOut', { count: found.sessions }),
              t('removePerson.keys', { count: found.tokens }),
              t('removePerson.devices', { count: found.devices }),
              t('removePerson.saves'),
              t('removePerson.undo'),
            ]
          : [preview.error ? t('removePerson.unknown') : t('removePerson.asking')]
      }
      keep={t('removePerson.keep')}
      action={t('remove.confirm')}
      danger
      disabled={!found}
      busy={removing.isPending && t('remove.removing')}
      error={removing.error ?? preview.error}
      onClose={onClose}
      onAction={() => removing.mutate()}
    />
  )
}

/** Takes a person out of the household. Says first what happens, and can be undone for a while. */
export function RemovePerson({ person }: { readonly person: User }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t('removePerson.open')}
      </Button>
      {asking ? <Confirm person={person} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
