import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  adminDeleteClientToken,
  deleteClientToken,
  regenerateClientToken,
} from '../../../shared/api/client-tokens'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { ConfirmAction } from '../../components/ConfirmAction'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import type { TextKey } from '../../locales/text-key'
import type { FreshToken } from './Delivery'
import { PairByCode } from './PairByCode'
import type { ListedToken } from './token-list'

interface TokenDialogProps {
  readonly listed: ListedToken
  readonly onClose: () => void
}

function Titled({ text, listed }: { readonly text: TextKey; readonly listed: ListedToken }) {
  return <Phrase text={text} slots={{ name: <Name wrap>{listed.token.name}</Name> }} />
}

interface RenewTokenProps extends TokenDialogProps {
  readonly onRenewed: (fresh: FreshToken) => void
}

/** A new secret for a token, after saying what becomes of the old one. */
export function RenewToken({ listed, onClose, onRenewed }: RenewTokenProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const renewing = useMutation({
    mutationFn: () => call(regenerateClientToken, { params: { id: listed.token.id } }),
    onSuccess: ({ raw_token, ...token }) => {
      void queries.invalidateQueries({ queryKey: ['tokens'] })
      onRenewed({ token, secret: raw_token })
    },
  })
  return (
    <ConfirmAction
      title={<Titled text="renew.title" listed={listed} />}
      consequences={[t('renew.old'), t('renew.users'), t('renew.same')]}
      action={t('renew.confirm')}
      busy={renewing.isPending && t('renew.busy')}
      error={renewing.error}
      onClose={onClose}
      onAction={() => renewing.mutate()}
    />
  )
}

interface RevokeTokenProps extends TokenDialogProps {
  readonly mine: boolean
  readonly onRevoked: () => void
}

/** Ends a token for good. */
export function RevokeToken({ listed, mine, onClose, onRevoked }: RevokeTokenProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { token, owner } = listed
  const revoking = useMutation({
    // A token that is gone already is what was wanted.
    mutationFn: () =>
      call(mine ? deleteClientToken : adminDeleteClientToken, { params: { id: token.id } }).catch(
        (error: unknown) => {
          if (!isRefusal(error, 404)) throw error
        },
      ),
    onSuccess: async () => {
      announce(t('revoke.done', { name: token.name }))
      onClose()
      await queries.invalidateQueries({ queryKey: ['tokens'] })
      void queries.invalidateQueries({ queryKey: ['devices'] })
      onRevoked()
    },
  })
  return (
    <ConfirmAction
      title={<Titled text="revoke.title" listed={listed} />}
      consequences={[
        t('revoke.stops'),
        t('revoke.saves'),
        ...(owner !== null && !mine
          ? [<Phrase key="owner" text="revoke.owner" slots={{ name: <Name>{owner}</Name> }} />]
          : []),
        t('revoke.forGood'),
      ]}
      keep={t('remove.keep')}
      action={t('tokens.revoke')}
      danger
      busy={revoking.isPending && t('revoke.busy')}
      error={revoking.error}
      onClose={onClose}
      onAction={() => revoking.mutate()}
    />
  )
}

/** Gives an existing token to a device by a code. Said first: its present key ends when the code is taken. */
export function PairDevice({ listed, onClose }: TokenDialogProps) {
  const { t } = useTranslation()
  const [agreed, setAgreed] = useState(false)
  const [claimed, setClaimed] = useState(false)
  if (!agreed) {
    return (
      <ConfirmAction
        title={<Titled text="pairDevice.title" listed={listed} />}
        consequences={[t('pairDevice.code'), t('pairDevice.old'), t('pairDevice.unused')]}
        action={t('pairDevice.show')}
        busy={false}
        error={null}
        onClose={onClose}
        onAction={() => setAgreed(true)}
      />
    )
  }
  return (
    <Dialog title={<Titled text="pairDevice.title" listed={listed} />} onClose={onClose}>
      <PairByCode token={listed.token} onClaimed={() => setClaimed(true)} />
      <DialogActions>
        <Button look={claimed ? 'primary' : 'plain'} onClick={onClose}>
          {claimed ? t('outcome.done') : t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
