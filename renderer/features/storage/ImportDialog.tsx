import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetImport, type ImportLook } from '../../../shared/api/import'
import type { Job } from '../../../shared/api/jobs'
import { call } from '../../api/call'
import type { ImportPerson } from '../../api/import'
import { Dialog } from '../../components/Dialog'
import { ImportEnd } from './ImportEnd'
import { ImportPreview } from './ImportPreview'
import { ImportSourceForm } from './ImportSourceForm'

/** From where, then what it would do, then what came of it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [seen, setSeen] = useState<{ look: ImportLook; person: ImportPerson } | null>(null)
  const [job, setJob] = useState<Job | null>(null)

  /** A look that is closed is not wanted; one that runs goes on, because forgetting would stop it. */
  function close() {
    // Failing is no loss: the hub forgets a look by itself.
    if (seen && !job) void call(forgetImport, { params: { id: seen.look.id } }).catch(() => undefined)
    onClose()
  }

  return (
    <Dialog wide title={t('import.open')} onClose={close}>
      {seen === null ? (
        <ImportSourceForm onLook={(look, person) => setSeen({ look, person })} onClose={close} />
      ) : job === null ? (
        <ImportPreview look={seen.look} onRun={setJob} onClose={close} />
      ) : (
        <ImportEnd id={seen.look.id} jobId={job.id} person={seen.person} onClose={close} />
      )}
    </Dialog>
  )
}
