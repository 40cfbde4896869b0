import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientToken } from '../../../shared/api/client-tokens'
import { useMe } from '../../api/queries'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Icon, type IconName } from '../../components/Icon'
import { Name } from '../../components/Name'
import { Notice } from '../../components/Notice'
import { Phrase } from '../../components/Phrase'
import { SecretField } from '../../components/SecretField'
import type { TextKey } from '../../locales/text-key'
import styles from './Delivery.module.css'
import { PairByCode } from './PairByCode'

/** A token at the one moment its secret is known. */
export interface FreshToken {
  readonly token: ClientToken
  readonly secret: string
}

type Way = 'choose' | 'copy' | 'pair' | 'password'

const ways: readonly (readonly [Way, IconName, TextKey, TextKey])[] = [
  ['pair', 'code', 'deliver.pair', 'deliver.pair.text'],
  ['copy', 'copy', 'deliver.copy', 'deliver.copy.text'],
  ['password', 'key', 'deliver.password', 'deliver.password.text'],
]

function Choose({ onWay }: { readonly onWay: (way: Way) => void }) {
  const { t } = useTranslation()
  return (
    <ul className={styles.ways}>
      {ways.map(([way, icon, title, text], index) => (
        <li key={way}>
          <button type="button" className={styles.way} autoFocus={index === 0} onClick={() => onWay(way)}>
            <Icon name={icon} />
            <span>
              <span className={styles.wayTitle}>{t(title)}</span>
              <span className={styles.wayText}>{t(text)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface ShownProps {
  readonly secret: string
  readonly onCopied: () => void
}

function ShownOnce() {
  const { t } = useTranslation()
  return (
    <Notice tone="warn">
      <p>{t('deliver.once')}</p>
    </Notice>
  )
}

function Password({ secret, onCopied }: ShownProps) {
  const { t } = useTranslation()
  const name = useMe().data?.username ?? ''
  return (
    <div className={styles.stack}>
      <p className={styles.text}>{t('deliver.password.how')}</p>
      <SecretField label={t('signIn.name')} value={name} />
      <SecretField label={t('signIn.password')} value={secret} onCopied={onCopied} />
      <ShownOnce />
    </div>
  )
}

function Copy({ secret, onCopied }: ShownProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.stack}>
      <SecretField label={t('deliver.secret')} value={secret} onCopied={onCopied} />
      <ShownOnce />
    </div>
  )
}

interface LeavingProps {
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** Closing now would lose the secret for good. */
function Leaving({ onStay, onLeave }: LeavingProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('deliver.leave')} onClose={onStay}>
      <p className={styles.text}>{t('deliver.leave.text')}</p>
      <DialogActions>
        <Button look="primary" autoFocus onClick={onStay}>
          {t('deliver.stay')}
        </Button>
        <Button onClick={onLeave}>{t('deliver.leaveAnyway')}</Button>
      </DialogActions>
    </Dialog>
  )
}

interface PartProps {
  readonly way: Way
  readonly fresh: FreshToken
  readonly onWay: (way: Way) => void
  readonly onKept: () => void
}

function Part({ way, fresh, onWay, onKept }: PartProps) {
  switch (way) {
    case 'choose':
      return <Choose onWay={onWay} />
    case 'copy':
      return <Copy secret={fresh.secret} onCopied={onKept} />
    case 'password':
      return <Password secret={fresh.secret} onCopied={onKept} />
    case 'pair':
      return <PairByCode token={fresh.token} onClaimed={onKept} />
  }
}

interface DeliveryProps {
  readonly fresh: FreshToken
  readonly firstWay?: Way
  readonly onClose: () => void
}

/** Gets a new key to where it is used: by code, by copying, or as a password. */
export function Delivery({ fresh, firstWay = 'choose', onClose }: DeliveryProps) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>(firstWay)
  const [kept, setKept] = useState(false)
  const [leaving, setLeaving] = useState(false)
  function close() {
    if (kept) onClose()
    else setLeaving(true)
  }
  return (
    <Dialog
      title={<Phrase text="deliver.title" slots={{ name: <Name wrap>{fresh.token.name}</Name> }} />}
      onClose={close}
    >
      <div className={styles.part}>
        <Part way={way} fresh={fresh} onWay={setWay} onKept={() => setKept(true)} />
      </div>
      <DialogActions>
        {way === 'choose' || kept ? null : (
          <Button look="quiet" onClick={() => setWay('choose')}>
            {t('deliver.otherWay')}
          </Button>
        )}
        <Button look={kept ? 'primary' : 'plain'} onClick={close}>
          {kept ? t('outcome.done') : t('close')}
        </Button>
      </DialogActions>
      {leaving ? <Leaving onStay={() => setLeaving(false)} onLeave={onClose} /> : null}
    </Dialog>
  )
}
