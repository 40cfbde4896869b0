import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeVersion, type Version } from '../../../shared/api/versions'
import { call } from '../../api/call'
import { useSavesChanged } from '../../api/saves'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { TextField } from '../../components/Field'
import { Problem } from '../../components/Problem'

/** Characters of a note, as the contract has it. */
const longest = 1_000

interface NoteDialogProps {
  readonly version: Version
  readonly person: number | undefined
  readonly onClose: () => void
}

/** A few words about a version: "before the final boss". */
export function NoteDialog({ version, person, onClose }: NoteDialogProps) {
  const { t } = useTranslation()
  const changed = useSavesChanged()
  const [note, setNote] = useState(version.note ?? '')
  const saving = useMutation({
    mutationFn: () =>
      call(changeVersion, { params: { id: version.id }, query: { person }, body: { note: note.trim() } }),
    onSuccess: async () => {
      announce(t('note.saved'))
      onClose()
      await changed()
    },
  })

  return (
    <Dialog title={t('note.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!saving.isPending) saving.mutate()
        }}
      >
        <TextField
          label={t('note.label')}
          hint={t('note.hint')}
          value={note}
          maxLength={longest}
          autoFocus
          dir="auto"
          onChange={({ target }) => setNote(target.value)}
        />
        <Problem error={saving.error} />
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={saving.isPending && t('saving')}>
            {t('save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
