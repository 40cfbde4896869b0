import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { approve, deny, type ExpiryWord } from '../../../shared/api/device-authorization'
import type { Scope } from '../../../shared/scopes'
import { call } from '../../api/call'
import { useMe } from '../../api/queries'
import { isRefusal } from '../../api/refusal'

/** What both the card and the phone page know of a request they decide on. */
export interface Asked {
  readonly code: string
  readonly name: string
  readonly requested: readonly string[]
  readonly allowed: readonly Scope[]
}

interface DecisionEvents {
  readonly onBegin?: () => void
  readonly onApproved: (name: string) => void
  readonly onDenied: () => void
  readonly onFailed?: () => void
}

/** The choices of a person about one request, and the two ways to end it. */
export function useDecision(asked: Asked, person: number | undefined, events: DecisionEvents) {
  const queries = useQueryClient()
  const self = useMe().data
  const [name, setName] = useState(asked.name)
  const [expiry, setExpiry] = useState<ExpiryWord>('never')
  const [declined, setDeclined] = useState<ReadonlySet<Scope>>(new Set())
  const granted = asked.allowed.filter((scope) => !declined.has(scope))
  const common = {
    onMutate: () => events.onBegin?.(),
    onError: (error: Error) => {
      events.onFailed?.()
      if (isRefusal(error, 401)) void queries.invalidateQueries({ queryKey: ['me'] })
      if (isRefusal(error, 404, 410)) void queries.invalidateQueries({ queryKey: ['pairing'] })
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['pairing', 'open'] }),
  }
  const approving = useMutation({
    ...common,
    mutationFn: () =>
      call(approve, {
        query: { person: person === self?.id ? undefined : person },
        body: {
          user_code: asked.code,
          approved_scopes: granted,
          device_name: name.trim(),
          expires_in: expiry,
        },
      }),
    onSuccess: (answer) => events.onApproved(answer.device_name),
  })
  const denying = useMutation({
    ...common,
    mutationFn: () => call(deny, { body: { user_code: asked.code } }),
    onSuccess: events.onDenied,
  })
  const busy = approving.isPending ? 'approving' : denying.isPending ? 'denying' : null

  return {
    name,
    setName,
    expiry,
    setExpiry,
    declined,
    setDeclined,
    nothingGranted: granted.length === 0,
    busy,
    error: approving.error ?? denying.error,
    approve: () => {
      denying.reset()
      approving.mutate()
    },
    deny: () => {
      approving.reset()
      denying.mutate()
    },
  } as const
}

export type Decision = ReturnType<typeof useDecision>
