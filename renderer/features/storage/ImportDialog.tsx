import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetImport, type ImportLook } from '../../../shared/api/import'
import type { Job } from '../../../shared/api/jobs'
import { call } from '../../api/call'
import { Dialog } from '../../components/Dialog'
import { ImportEnd } from './ImportEnd'
import { ImportPreview } from './ImportPreview'
import { ImportSourceForm } from './ImportSourceForm'

/** From where, then what it would do, then what came of it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [look, setLook] = useState<ImportLook | null>(null)
  const [job, setJob] = useState<Job | null>(null)

  /** A look that is closed is not wanted; one that runs goes on, because forgetting would stop it. */
  function close() {
    // Failing is no loss: the hub forgets a look by itself.
    if (look && !job) void call(forgetImport, { params: { id: look.id } }).catch(() => undefined)
    onClose()
  }

  return (
    <Dialog wide title={t('import.open')} onClose={close}>
      {look === null ? (
        <ImportSourceForm onLook={setLook} onClose={close} />
      ) : job === null ? (
        <ImportPreview look={look} onRun={setJob} onClose={close} />
      ) : (
        <ImportEnd id={look.id} jobId={job.id} onClose={close} />
      )}
    </Dialog>
  )
}
