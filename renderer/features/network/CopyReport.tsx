import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { copyText } from '../../components/copy-text'
import { Dialog, DialogActions } from '../../components/Dialog'
import { TextAreaField } from '../../components/Field'
import { useCopyOutcome } from '../../components/use-copy-outcome'

/** Copies the report; where a page may not use the clipboard, shows it marked, to be copied by hand. */
export function CopyReport({ report }: { readonly report: string }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useCopyOutcome()
  const [shown, setShown] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown) place.current?.querySelector('textarea')?.select()
  }, [shown])

  async function press() {
    const isCopied = await copyText(report)
    setShown(!isCopied)
    if (!isCopied) return
    setOutcome('copied')
    announce(t('doctor.report.copied'))
  }

  return (
    <>
      <Button onClick={() => void press()}>{t(outcome ? 'copy.done' : 'doctor.report.copy')}</Button>
      {shown ? (
        <Dialog title={t('doctor.report.title')} wide onClose={() => setShown(false)}>
          <div ref={place}>
            <TextAreaField
              label={t('doctor.report.text')}
              hint={t('doctor.report.hint')}
              value={report}
              readOnly
              spellCheck={false}
            />
          </div>
          <DialogActions>
            <Button onClick={() => setShown(false)}>{t('close')}</Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </>
  )
}
