import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDesktop } from '../../api/desktop'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Phrase } from '../../components/Phrase'
import { places, waitingLetters } from './key-map'
import { SingleKeys } from './SingleKeys'
import styles from './ShortcutsDialog.module.css'
import { hasSingleKeys } from './single-keys'

function Key({ children }: { readonly children: string }) {
  return <kbd className={styles.key}>{children}</kbd>
}

/** Keys held together. On a Mac it is the key with the clover. */
function Held({ with: other }: { readonly with: string }) {
  const { t } = useTranslation()
  const isMac = /Mac/.test(navigator.userAgent)
  return (
    <span className={styles.keys}>
      <Key>{isMac ? '⌘' : t('shortcuts.key.control')}</Key>+<Key>{other}</Key>
    </span>
  )
}

/** `G`, let go, and then a letter. */
function AfterG({ letter }: { readonly letter: string }) {
  return (
    <span className={styles.keys}>
      <Phrase
        text="shortcuts.then"
        slots={{ first: <Key>G</Key>, second: <Key>{letter.toUpperCase()}</Key> }}
      />
    </span>
  )
}

function Row({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{what}</dt>
      <dd className={styles.ways}>{children}</dd>
    </div>
  )
}

interface GroupProps {
  readonly single: boolean
}

function Places({ single }: GroupProps) {
  const { t } = useTranslation()
  if (!single && !isDesktop) return null
  return (
    <>
      <h3 className={styles.group}>{t('shortcuts.go')}</h3>
      <dl>
        {places.map(({ path, text, letter, accelerator }) => (
          <Row key={path} what={t(text)}>
            {isDesktop ? <Held with={accelerator} /> : null}
            {single ? <AfterG letter={letter} /> : null}
          </Row>
        ))}
        {single ? (
          <>
            <Row what={t('shortcuts.request')}>
              <AfterG letter={waitingLetters.request} />
            </Row>
            <Row what={t('shortcuts.decision')}>
              <AfterG letter={waitingLetters.decision} />
            </Row>
          </>
        ) : null}
      </dl>
    </>
  )
}

function Anywhere({ single }: GroupProps) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className={styles.group}>{t('shortcuts.page')}</h3>
      <dl>
        <Row what={t('shortcuts.help')}>
          <Key>F1</Key>
          {single ? <Key>?</Key> : null}
        </Row>
        {single ? (
          <Row what={t('shortcuts.search')}>
            <Key>/</Key>
          </Row>
        ) : null}
        <Row what={t('shortcuts.approve')}>
          <Held with={t('shortcuts.key.enter')} />
        </Row>
        <Row what={t('shortcuts.close')}>
          <Key>{t('shortcuts.key.escape')}</Key>
        </Row>
      </dl>
    </>
  )
}

/** Every shortcut there is here, and the switch for those of a single key. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [single, setSingle] = useState(hasSingleKeys)
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <Anywhere single={single} />
      <Places single={single} />
      <div className={styles.choice}>
        <SingleKeys on={single} onChange={setSingle} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
