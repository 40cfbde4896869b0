import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Device, handOverDevice } from '../../../shared/api/devices'
import { call } from '../../api/call'
import { usePeople } from '../../api/queries'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { ConfirmAction } from '../../components/ConfirmAction'
import { SelectField } from '../../components/Field'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Switch } from '../../components/Switch'
import { useDeviceName } from './DeviceLine'
import styles from './HandOver.module.css'

function Confirm({ device, onClose }: { readonly device: Device; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const people = usePeople()
  const name = useDeviceName(device)
  const others = people.filter((person) => person.id !== device.user_id && person.enabled)
  const [receiver, setReceiver] = useState<number>()
  const [isWithSaves, setWithSaves] = useState(false)
  const former = people.find((person) => person.id === device.user_id)?.username ?? ''
  const chosen = others.find((person) => person.id === receiver)
  const giving = useMutation({
    mutationFn: (person: number) =>
      call(handOverDevice, {
        params: { id: device.id },
        body: { person_id: person, with_saves: isWithSaves },
      }),
    onSuccess: async () => {
      announce(t('handOver.done', { name: chosen?.username ?? '' }))
      onClose()
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['devices'] }),
        queries.invalidateQueries({ queryKey: ['tokens'] }),
      ])
    },
  })
  return (
    <ConfirmAction
      title={<Phrase text="handOver.title" slots={{ name: <Name wrap>{name}</Name> }} />}
      consequences={[
        t('handOver.key'),
        <Phrase key="saves" text="handOver.saves" slots={{ name: <Name>{former}</Name> }} />,
        t('handOver.again'),
      ]}
      action={t('handOver.confirm')}
      disabled={chosen === undefined}
      busy={giving.isPending && t('handOver.busy')}
      error={giving.error}
      onClose={onClose}
      onAction={() => receiver !== undefined && giving.mutate(receiver)}
    >
      <div className={styles.choice}>
        <SelectField
          label={t('handOver.to')}
          value={receiver ?? ''}
          onChange={(event) => setReceiver(Number(event.target.value) || undefined)}
        >
          <option value="">{t('handOver.choose')}</option>
          {others.map((person) => (
            <option key={person.id} value={person.id}>
              {person.username}
            </option>
          ))}
        </SelectField>
        <Switch
          label={t('handOver.withSaves')}
          detail={t('handOver.withSaves.text')}
          checked={isWithSaves}
          onChange={setWithSaves}
        />
      </div>
    </ConfirmAction>
  )
}

/** Gives a device to another person of the household (design section 7). */
export function HandOver({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setAsking(true)}>
        {t('handOver.open')}
      </Button>
      {asking ? <Confirm device={device} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
