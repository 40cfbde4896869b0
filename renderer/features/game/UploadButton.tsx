import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SaveLine } from '../../../shared/api/versions'
import type { DesktopBridge } from '../../../shared/ipc'
import type { ChosenFile } from '../../../shared/ipc-saves'
import { useSavesChanged } from '../../api/saves'
import {
  FileUnreadable,
  mostFromPage,
  type SaveUpload,
  sendFromPage,
  sendFromWindow,
  wasKeptAside,
} from '../../api/upload-save'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { byteSize } from '../../components/byte-size'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Phrase } from '../../components/Phrase'
import { explain } from '../../components/Problem'
import { offerUndo } from '../../components/Toast'
import styles from './UploadButton.module.css'
import { undoNewHead } from './use-version-actions'

/** Milliseconds between two looks at how far a file is. */
const lookAgain = 150

class TooLarge extends Error {}

function Problem({ error }: { readonly error: unknown }) {
  const { t, i18n } = useTranslation()
  if (!error) return null
  const words =
    error instanceof TooLarge
      ? t('upload.tooLarge', { size: byteSize(mostFromPage, i18n.language) })
      : error instanceof FileUnreadable
        ? t('upload.unreadable')
        : wasKeptAside(error)
          ? t('upload.keptAside')
          : explain(error, t, i18n.language)
  return (
    <Notice tone="bad" alert>
      <p>{words}</p>
    </Notice>
  )
}

interface SendingProps {
  readonly desktop: DesktopBridge
  readonly file: ChosenFile
}

/** How far a file is on its way, with a way to stop it. */
function Sending({ desktop, file }: SendingProps) {
  const { t, i18n } = useTranslation()
  const [sent, setSent] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      void desktop.sendProgress(file.ticket).then((progress) => {
        if (progress) setSent(progress.sent)
        return undefined
      })
    }, lookAgain)
    return () => clearInterval(timer)
  }, [desktop, file.ticket])
  const cancel = () => void desktop.cancelSending(file.ticket)
  const share = file.size === 0 ? 1 : sent / file.size
  const size = (bytes: number) => byteSize(bytes, i18n.language)
  return (
    <Dialog
      title={<Phrase text="upload.sending" slots={{ name: <Name wrap>{file.name}</Name> }} />}
      onClose={cancel}
    >
      <progress className={styles.progress} value={share} aria-label={t('upload.progress')} />
      <p className={styles.sent}>{t('upload.sent', { sent: size(sent), total: size(file.size) })}</p>
      <DialogActions>
        <Button onClick={cancel}>{t('cancel')}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** What an upload into a line is told: on top of its head, or as its first version. */
function uploadInto(line: SaveLine): SaveUpload {
  const name = line.kind === 'file' ? line.key : null
  if (line.head_version_id !== null) return { target: { kind: 'version', id: line.head_version_id }, name }
  return line.kind === 'file'
    ? { target: { kind: 'file', game: line.rom_id }, name }
    : { target: { kind: 'slot', game: line.rom_id, slot: line.key }, name }
}

function useUpload(upload: SaveUpload, former: number | null) {
  const { t } = useTranslation()
  const changed = useSavesChanged()
  const [sending, setSending] = useState<ChosenFile | null>(null)
  const desktop = window.roost

  async function send(given: File | null) {
    if (given) {
      if (given.size > mostFromPage) throw new TooLarge('The file is too large for a page')
      return { name: given.name, save: await sendFromPage(given, upload) }
    }
    const chosen = (await desktop?.chooseSaveFile()) ?? null
    if (!desktop || chosen === null) return null
    setSending(chosen)
    try {
      const save = await sendFromWindow(desktop, chosen.ticket, upload)
      return save && { name: chosen.name, save }
    } finally {
      setSending(null)
    }
  }

  const uploading = useMutation({
    mutationFn: send,
    onSuccess: async (stored) => {
      if (stored === null) return
      if (stored.save.id === former) announce(t('upload.identical'))
      else {
        const text = <Phrase text="upload.done" slots={{ name: <Name>{stored.name}</Name> }} />
        offerUndo(text, t('upload.done', { name: stored.name }), async () => {
          await undoNewHead(stored.save.id, former, undefined)
          await changed()
        })
      }
      await changed()
    },
    onError: changed,
  })
  return { uploading, sending, desktop }
}

interface UploadProps {
  readonly upload: SaveUpload
  /** The head it replaces. */
  readonly former: number | null
  readonly children: ReactNode
}

export function Upload({ upload, former, children }: UploadProps) {
  const { t } = useTranslation()
  const { uploading, sending, desktop } = useUpload(upload, former)
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.upload}>
      {desktop ? null : (
        <input
          ref={input}
          type="file"
          hidden
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file) uploading.mutate(file)
            // The same file may be chosen again.
            target.value = ''
          }}
        />
      )}
      <Button
        busy={uploading.isPending && t('upload.busy')}
        onClick={() => (desktop ? uploading.mutate(null) : input.current?.click())}
      >
        {children}
      </Button>
      {desktop && sending ? <Sending desktop={desktop} file={sending} /> : null}
      <Problem error={uploading.error} />
    </div>
  )
}

/** Puts a file of one's own on top of a line. */
export function UploadButton({ line }: { readonly line: SaveLine }) {
  const { t } = useTranslation()
  return (
    <Upload upload={uploadInto(line)} former={line.head_version_id}>
      {t('upload.open')}
    </Upload>
  )
}
