import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportLook } from '../../../shared/api/import'
import { type ImportPerson, type ImportSource, lookAt } from '../../api/import'
import { useEverybody, useMayManage, useMe } from '../../api/queries'
import { Button } from '../../components/Button'
import { DialogActions } from '../../components/Dialog'
import { SelectField, TextField } from '../../components/Field'
import { FolderField } from '../../components/FolderField'
import { Problem } from '../../components/Problem'
import { Segments } from '../../components/Segments'
import styles from './ImportDialog.module.css'

type Kind = ImportSource['kind']

interface ImportSourceFormProps {
  readonly onLook: (look: ImportLook) => void
  readonly onClose: () => void
}

/** Where saves come from, and whose they become; folders are the owner's to read. */
export function ImportSourceForm({ onLook, onClose }: ImportSourceFormProps) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const [kind, setKind] = useState<Kind>('zip')
  const [file, setFile] = useState<File | null>(null)
  const [path, setPath] = useState('')
  const [person, setPerson] = useState<ImportPerson>()
  const [tried, setTried] = useState(false)
  const source: ImportSource | null =
    kind === 'zip' ? file && { kind, file } : path.trim() === '' ? null : { kind, path: path.trim() }
  const looking = useMutation({
    mutationFn: (wanted: ImportSource) => lookAt(wanted, person),
    onSuccess: onLook,
  })
  return (
    <form
      noValidate
      className={styles.steps}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (source && !looking.isPending) looking.mutate(source)
      }}
    >
      {mayManage ? (
        <Segments<Kind>
          label={t('import.from')}
          value={kind}
          options={[
            ['zip', t('import.from.zip')],
            ['folder', t('import.from.folder')],
            ['retroarch', 'RetroArch'],
          ]}
          onChange={setKind}
        />
      ) : null}
      {kind === 'zip' ? (
        <TextField
          key={kind}
          type="file"
          accept=".zip,application/zip"
          label={t('import.from.zip')}
          hint={t('import.zip.hint')}
          problem={tried && !source ? t('import.zip.none') : null}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      ) : (
        <FolderField
          key={kind}
          label={t('which.folder.label')}
          title={t('import.folder.dialog')}
          problem={tried && !source ? t('which.noPath') : null}
          value={path}
          onChange={setPath}
        />
      )}
      <Whose person={person} mayBeAll={kind !== 'retroarch'} onChange={setPerson} />
      <Problem error={looking.error} />
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" look="primary" busy={looking.isPending && t('which.looking')}>
          {t('which.look')}
        </Button>
      </DialogActions>
    </form>
  )
}

interface WhoseProps {
  readonly person: ImportPerson
  /** Only an export says whose each save is. */
  readonly mayBeAll: boolean
  readonly onChange: (person: ImportPerson) => void
}

function Whose({ person, mayBeAll, onChange }: WhoseProps) {
  const { t } = useTranslation()
  const self = useMe().data?.id
  const everybody = useEverybody().data ?? []
  if (everybody.length < 2) return null
  return (
    <SelectField
      label={t('export.whose')}
      value={person ?? self}
      onChange={({ target: { value } }) => onChange(value === 'all' ? value : Number(value))}
    >
      {mayBeAll || person === 'all' ? <option value="all">{t('export.all')}</option> : null}
      {everybody.map(({ id, username }) => (
        <option key={id} value={id}>
          {username}
        </option>
      ))}
    </SelectField>
  )
}
