import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { overviewChoices, overviewOrders } from '../../../shared/api/library-overview'
import type { GamesFilter } from '../../api/games'

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

/** The person of the address, where an owner looks at somebody else's saves. */
export function usePersonInAddress(): number | undefined {
  const [params] = useSearchParams()
  return positive(params.get('person'))
}

/** `?person=…` to hand on to a page about the same person. */
export function personSuffix(person: number | undefined): string {
  return person === undefined ? '' : `?person=${person}`
}

/** What is looked at stands in the address: going back finds it as it was. */
export function useGamesFilter(): readonly [GamesFilter, (change: Partial<GamesFilter>) => void] {
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const platform = positive(params.get('platform'))
  const person = positive(params.get('person'))
  const show = overviewChoices.find((choice) => choice === params.get('show')) ?? 'all'
  const order = overviewOrders.find((one) => one === params.get('order')) ?? 'name'
  const filter = useMemo(
    () => ({ search, platform, person, show, order }),
    [search, platform, person, show, order],
  )

  function change(next: Partial<GamesFilter>) {
    const { search: q, ...others } = { ...filter, ...next }
    const usual: Readonly<Record<string, unknown>> = { show: 'all', order: 'name', q: '' }
    const entries = Object.entries({ q, ...others }).filter(
      ([name, value]) => value !== undefined && value !== usual[name],
    )
    setParams(new URLSearchParams(entries.map(([name, value]) => [name, String(value)])), { replace: true })
  }

  return [filter, change]
}
