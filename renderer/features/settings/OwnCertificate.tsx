import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeCertificate } from '../../api/tls'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { TextAreaField } from '../../components/Field'
import { Problem } from '../../components/Problem'
import styles from './SettingsPage.module.css'

function CertificateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [certificate, setCertificate] = useState('')
  const [key, setKey] = useState('')
  const { mutate, isPending, error } = useChangeCertificate()
  const isComplete = certificate.trim() !== '' && key.trim() !== ''
  return (
    <Dialog title={t('tls.own.title')} wide onClose={onClose}>
      <p>{t('tls.own.text')}</p>
      <form
        className={styles.switches}
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete) mutate({ certificate, key }, { onSuccess: onClose })
        }}
      >
        <TextAreaField
          label={t('tls.own.certificate')}
          value={certificate}
          placeholder="-----BEGIN CERTIFICATE-----"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setCertificate(event.target.value)}
        />
        <TextAreaField
          label={t('tls.own.key')}
          value={key}
          placeholder="-----BEGIN PRIVATE KEY-----"
          hint={t('tls.own.key.hint')}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setKey(event.target.value)}
        />
        <Problem error={error} />
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" disabled={!isComplete} busy={isPending && t('saving')}>
            {t('tls.own.use')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** A certificate of the household's own, and the way back to the one the hub makes. */
export function OwnCertificate({ source }: { readonly source: 'made' | 'own' }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const back = useChangeCertificate()
  return (
    <div>
      <div className={styles.choices}>
        <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t(source === 'own' ? 'tls.own.other' : 'tls.own.open')}
        </Button>
        {source === 'own' ? (
          <Button busy={back.isPending && t('saving')} onClick={() => back.mutate(null)}>
            {t('tls.own.back')}
          </Button>
        ) : null}
      </div>
      <Problem error={back.error} />
      {open ? <CertificateDialog onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
