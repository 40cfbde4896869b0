import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clientTokens, createClientToken } from '../../../shared/api/client-tokens'
import { type ExpiryWord, expiryWords } from '../../../shared/api/device-authorization'
import { scopesOfRole, type Scope } from '../../../shared/scopes'
import { call } from '../../api/call'
import { useMe } from '../../api/queries'
import { isRefusal } from '../../api/refusal'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { SelectField, TextField } from '../../components/Field'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import { Switch } from '../../components/Switch'
import { choicesOf } from '../pairing/scope-choice'
import { expiryTexts } from '../pairing/expiry-texts'
import { defaultGroups } from './default-scopes'
import type { FreshToken } from './Delivery'
import styles from './NewToken.module.css'

interface NewTokenProps {
  /** Made to be used as a password; the name to begin with. */
  readonly forPassword: boolean
  readonly onClose: () => void
  readonly onMade: (fresh: FreshToken) => void
}

function useNewToken({ forPassword, onMade }: Omit<NewTokenProps, 'onClose'>) {
  const queries = useQueryClient()
  const role = useMe().data?.role ?? 'user'
  const choices = choicesOf(scopesOfRole(role))
  const [name, setName] = useState(forPassword ? 'decky' : '')
  const [expiry, setExpiry] = useState<ExpiryWord>('never')
  const [on, setOn] = useState<ReadonlySet<string>>(defaultGroups)
  const scopes: Scope[] = choices.filter(({ id }) => on.has(id)).flatMap((choice) => [...choice.scopes])
  const making = useMutation({
    mutationFn: () => call(createClientToken, { body: { name: name.trim(), scopes, expires_in: expiry } }),
    onSuccess: ({ raw_token, ...token }) => {
      void queries.invalidateQueries({ queryKey: ['tokens'] })
      onMade({ token, secret: raw_token })
    },
  })
  function flip(id: string, isOn: boolean) {
    const next = new Set(on)
    if (isOn) next.add(id)
    else next.delete(id)
    setOn(next)
  }
  return { name, setName, expiry, setExpiry, choices, on, flip, scopes, making }
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (!isRefusal(error, 400)) return <Problem error={error} />
  return (
    <Notice tone="bad" alert>
      <p>{t('newToken.full', { count: clientTokens.perPerson })}</p>
    </Notice>
  )
}

/** Name, end and abilities of a new key. */
export function NewToken({ forPassword, onClose, onMade }: NewTokenProps) {
  const { t } = useTranslation()
  const entry = useNewToken({ forPassword, onMade })
  const [tried, setTried] = useState(false)
  const unnamed = entry.name.trim() === ''
  const { making } = entry

  function submit() {
    setTried(true)
    if (!unnamed && entry.scopes.length > 0 && !making.isPending) making.mutate()
  }

  return (
    <Dialog title={t(forPassword ? 'decky.title' : 'newToken.title')} onClose={onClose}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {forPassword ? <p className={styles.text}>{t('decky.text')}</p> : null}
        <div className={styles.fields}>
          <TextField
            label={t('newToken.name')}
            hint={forPassword ? null : t('newToken.nameHint')}
            problem={tried && unnamed ? t('newToken.nameRule') : null}
            value={entry.name}
            autoFocus
            maxLength={255}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => entry.setName(event.target.value)}
          />
          <SelectField
            label={t('decision.until')}
            value={entry.expiry}
            onChange={(event) => {
              const word = expiryWords.find((one) => one === event.target.value)
              if (word) entry.setExpiry(word)
            }}
          >
            {expiryWords.map((word) => (
              <option key={word} value={word}>
                {t(expiryTexts[word])}
              </option>
            ))}
          </SelectField>
        </div>
        <fieldset className={styles.scopes}>
          <legend className={styles.label}>{t('scopes.label')}</legend>
          {entry.choices.map(({ id, sentence }) => (
            <Switch
              key={id}
              label={t(sentence)}
              checked={entry.on.has(id)}
              onChange={(isOn) => entry.flip(id, isOn)}
            />
          ))}
        </fieldset>
        {entry.scopes.length === 0 ? <p className={styles.rule}>{t('newToken.nothing')}</p> : null}
        <Refused error={making.error} />
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            disabled={entry.scopes.length === 0}
            busy={making.isPending && t('newToken.making')}
          >
            {t('newToken.make')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
