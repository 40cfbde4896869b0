import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Device, updateDevice } from '../../../shared/api/devices'
import { call } from '../../api/call'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Icon } from '../../components/Icon'
import { Name } from '../../components/Name'
import { explain } from '../../components/Problem'
import { useNameProblem } from '../../components/use-name-problem'
import { useDeviceName } from './DeviceLine'
import styles from './RenamableName.module.css'

interface EditorProps {
  readonly device: Device
  readonly onDone: () => void
}

function Editor({ device, onDone }: EditorProps) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const shown = useDeviceName(device)
  const [name, setName] = useState(shown)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const renaming = useMutation({
    mutationFn: () => call(updateDevice, { params: { id: device.id }, body: { name: name.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['devices'] })
      announce(t('person.saved'))
      onDone()
    },
  })
  const told = useId()
  const refused = useNameProblem(renaming.error, { isAlone: true })
  const empty = name.trim() === ''

  function save() {
    if (empty || renaming.isPending) return
    if (name.trim() === shown) onDone()
    else renaming.mutate()
  }

  // Inside the heading, where a form may not stand.
  return (
    <span className={styles.editor}>
      <input
        ref={field}
        className={styles.field}
        aria-label={t('decision.name')}
        aria-invalid={empty || refused.problem !== null}
        aria-describedby={renaming.error ? told : undefined}
        value={name}
        maxLength={255}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setName(event.target.value)
          // What was refused is no longer what stands there.
          if (renaming.isError) renaming.reset()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
          if (event.key === 'Escape') onDone()
        }}
      />
      <Button look="primary" disabled={empty} busy={renaming.isPending && t('saving')} onClick={save}>
        {t('save')}
      </Button>
      <Button onClick={onDone}>{t('cancel')}</Button>
      {renaming.error ? (
        <span id={told} className={styles.problem} role="alert">
          {refused.problem ?? explain(refused.other, t, i18n.language)}
        </span>
      ) : null}
    </span>
  )
}

/** A device's name as the page's heading, with a way to change it in its place. */
export function RenamableName({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const name = useDeviceName(device)
  const [editing, setEditing] = useState(false)
  const [edited, setEdited] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (edited && !editing) button.current?.focus()
  }, [edited, editing])
  if (editing) return <Editor device={device} onDone={() => setEditing(false)} />
  return (
    <span className={styles.shown}>
      <Name wrap>{name}</Name>
      <button
        ref={button}
        type="button"
        className={styles.rename}
        title={t('detail.rename')}
        aria-label={t('detail.rename')}
        onClick={() => {
          setEdited(true)
          setEditing(true)
        }}
      >
        <Icon name="pencil" />
      </button>
    </span>
  )
}
