import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { deleteDevice, type Device, restoreDevice } from '../../../shared/api/devices'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import { offerUndo } from '../../components/Toast'
import { useDeviceName } from './DeviceLine'
import styles from './RemoveDevice.module.css'

interface ConfirmProps {
  readonly device: Device
  readonly onClose: () => void
  readonly onRemoved: () => void
}

function Confirm({ device, onClose, onRemoved }: ConfirmProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const name = useDeviceName(device)
  const removed = <Phrase text="remove.done" slots={{ name: <Name>{name}</Name> }} />
  const refresh = () =>
    Promise.all(['devices', 'tokens'].map((word) => queries.invalidateQueries({ queryKey: [word] })))
  const removing = useMutation({
    // A device that is gone already is what was wanted.
    mutationFn: () =>
      call(deleteDevice, { params: { id: device.id } }).catch((error: unknown) => {
        if (!isRefusal(error, 404)) throw error
      }),
    onSuccess: async () => {
      // The dialog gives the focus back when it goes; only then it can be taken to where it belongs.
      flushSync(onClose)
      onRemoved()
      offerUndo(removed, t('remove.done', { name }), async () => {
        await call(restoreDevice, { params: { id: device.id } })
        await refresh()
      })
      await refresh()
    },
  })
  return (
    <Dialog
      title={<Phrase text="remove.title" slots={{ name: <Name wrap>{name}</Name> }} />}
      onClose={onClose}
    >
      <ul className={styles.consequences}>
        <li>{t('remove.key')}</li>
        <li>{t('remove.saves')}</li>
        <li>{t('remove.again')}</li>
        <li>{t('remove.undo')}</li>
      </ul>
      <Problem error={removing.error} />
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('remove.keep')}
        </Button>
        <Button
          look="danger"
          busy={removing.isPending && t('remove.removing')}
          onClick={() => removing.mutate()}
        >
          {t('remove.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface RemoveDeviceProps {
  readonly device: Device
  /** The row has gone: the focus needs a new place. */
  readonly onRemoved: () => void
  readonly look?: 'quiet' | 'danger'
}

export function RemoveDevice({ device, onRemoved, look = 'quiet' }: RemoveDeviceProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const name = useDeviceName(device)
  return (
    <>
      <Button
        look={look}
        aria-label={t('remove.label', { name })}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {t('remove.open')}
      </Button>
      {asking ? <Confirm device={device} onClose={() => setAsking(false)} onRemoved={onRemoved} /> : null}
    </>
  )
}
