import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Device, mergeDevice } from '../../../shared/api/devices'
import { call } from '../../api/call'
import { useDevices } from '../../api/queries'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { ConfirmAction } from '../../components/ConfirmAction'
import { SelectField } from '../../components/Field'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { relativeTime } from '../../components/Moment'
import { serverNow } from '../../api/server-clock'
import { useDeviceName } from './DeviceLine'
import styles from './HandOver.module.css'

/** A device among others of its name: with its program and when it was here. */
function Choice({ device }: { readonly device: Device }) {
  const { t, i18n } = useTranslation()
  const name = useDeviceName(device)
  const seen = device.last_seen
    ? relativeTime(Date.parse(device.last_seen), serverNow(), i18n.language)
    : null
  const when = seen === null ? t('device.neverSeen') : t('device.seen', { time: seen })
  return <option value={device.id}>{`${name} · ${when}`}</option>
}

interface ConfirmProps {
  readonly device: Device
  readonly others: readonly Device[]
  readonly onClose: () => void
}

function Confirm({ device, others, onClose }: ConfirmProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const name = useDeviceName(device)
  const [into, setInto] = useState(
    others.some(({ id }) => id === device.duplicate_of) ? device.duplicate_of : null,
  )
  const merging = useMutation({
    mutationFn: (id: string) => call(mergeDevice, { params: { id: device.id }, body: { into: id } }),
    onSuccess: (kept) => {
      announce(t('merge.done'))
      onClose()
      navigate(`/devices/${encodeURIComponent(kept.id)}`, { replace: true })
      void queries.invalidateQueries({ queryKey: ['devices'] })
      void queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  return (
    <ConfirmAction
      title={<Phrase text="merge.title" slots={{ name: <Name wrap>{name}</Name> }} />}
      consequences={[t('merge.when'), t('merge.moves'), t('merge.gone')]}
      action={t('merge.confirm')}
      disabled={into === null}
      busy={merging.isPending && t('merge.busy')}
      error={merging.error}
      onClose={onClose}
      onAction={() => into !== null && merging.mutate(into)}
    >
      <div className={styles.choice}>
        <SelectField
          label={t('merge.into')}
          value={into ?? ''}
          onChange={(event) => setInto(event.target.value || null)}
        >
          <option value="">{t('merge.choose')}</option>
          {others.map((other) => (
            <Choice key={other.id} device={other} />
          ))}
        </SelectField>
      </div>
    </ConfirmAction>
  )
}

/** Makes two entries of one machine one. */
export function MergeDevice({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const others =
    useDevices().data?.filter((other) => other.user_id === device.user_id && other.id !== device.id) ?? []
  if (others.length === 0) return null
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t('merge.open')}
      </Button>
      {asking ? <Confirm device={device} others={others} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
