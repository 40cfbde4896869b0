import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkPerson } from '../../../shared/api/users'
import { call } from '../../api/call'
import { useMe, usePeople } from '../../api/queries'
import { serverNow } from '../../api/server-clock'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { SelectField } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Problem } from '../../components/Problem'
import { QrCode } from '../../components/QrCode'
import { useNow } from '../../components/use-now'
import styles from './LinkPhone.module.css'

interface Invitation {
  readonly url: string
  readonly until: number
}

function Code({ invitation, onAgain }: { readonly invitation: Invitation; readonly onAgain: () => void }) {
  const { t } = useTranslation()
  const left = Math.ceil(Math.max(0, invitation.until - useNow(500)) / 1_000)
  if (left === 0) {
    return (
      <div className={styles.over}>
        <p>{t('link.over')}</p>
        <Button look="primary" onClick={onAgain}>
          {t('link.again')}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.code}>
      <QrCode text={invitation.url} label={t('link.qr')} />
      <p role="timer" className={styles.left}>
        {t('link.left', { count: left })}
      </p>
    </div>
  )
}

interface LinkDialogProps {
  readonly first: number
  /** It is settled whose phone it is. */
  readonly isFixed: boolean
  readonly onClose: () => void
}

function LinkDialog({ first, isFixed, onClose }: LinkDialogProps) {
  const { t } = useTranslation()
  const people = usePeople()
  const [person, setPerson] = useState(first)
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (id: number): Promise<Invitation> => {
      const answer = await call(linkPerson, { params: { id } })
      return { url: answer.url, until: serverNow() + answer.expires_in * 1_000 }
    },
  })
  useEffect(() => mutate(person), [mutate, person])
  return (
    <Dialog title={t('link.title')} onClose={onClose}>
      <p className={styles.hint}>{t('link.hint')}</p>
      {people.length > 1 && !isFixed ? (
        <SelectField
          label={t('link.person')}
          value={person}
          onChange={(event) => setPerson(Number(event.target.value))}
        >
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.username}
            </option>
          ))}
        </SelectField>
      ) : null}
      <div className={styles.place} aria-busy={isPending}>
        {data ? <Code invitation={data} onAgain={() => mutate(person)} /> : null}
        {error ? (
          <div className={styles.over}>
            <Problem error={error} />
            <Button onClick={() => mutate(person)}>{t('again')}</Button>
          </div>
        ) : null}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

interface LinkPhoneButtonProps {
  readonly look?: 'plain' | 'quiet'
  /** Whose phone; asked in the dialog when absent. */
  readonly person?: number
}

/** Opens the one-time code that signs one phone in without a password. */
export function LinkPhoneButton({ look = 'plain', person }: LinkPhoneButtonProps) {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const [open, setOpen] = useState(false)
  if (self === undefined) return null
  return (
    <>
      <Button look={look} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="phone" />
        {t('link.open')}
      </Button>
      {open ? (
        <LinkDialog first={person ?? self} isFixed={person !== undefined} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}
