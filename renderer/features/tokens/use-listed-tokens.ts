import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientToken } from '../../../shared/api/client-tokens'
import { useDevices, usePeople, useTokens } from '../../api/queries'
import { choicesOf } from '../pairing/scope-choice'
import type { ListedToken } from './token-list'

/** The tokens with the names of their devices and people, ready to be searched. */
export function useListedTokens(whose: 'mine' | 'everybody') {
  const { t } = useTranslation()
  const tokens = useTokens(whose)
  const devices = useDevices().data
  const people = usePeople()
  const listed = useMemo(() => {
    const deviceNames = new Map(
      devices?.map((device) => [device.id, device.name ?? device.hostname ?? t('device.unnamed')]),
    )
    const peopleNames = new Map(people.map((person) => [person.id, person.username]))
    const sentences = new Map<string, string>()
    function meaning({ scopes }: ClientToken): string {
      const key = scopes.join(' ')
      const known = sentences.get(key)
      if (known !== undefined) return known
      const text = `${key} ${choicesOf(scopes)
        .map(({ sentence }) => t(sentence))
        .join(' ')}`.toLowerCase()
      sentences.set(key, text)
      return text
    }
    return tokens.data?.map((token): ListedToken => {
      const name = token.device_id === null ? undefined : deviceNames.get(token.device_id)
      const owner = whose === 'mine' ? null : (peopleNames.get(token.user_id) ?? null)
      return {
        token,
        device:
          token.device_id === null ? null : { id: token.device_id, name: name ?? t('tokens.deviceGone') },
        owner,
        words: `${token.name} ${name ?? ''} ${owner ?? ''}`.toLowerCase() + ` ${meaning(token)}`,
      }
    })
  }, [tokens.data, devices, people, whose, t])
  return { listed, error: tokens.error } as const
}
