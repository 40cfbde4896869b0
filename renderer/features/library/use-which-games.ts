import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { addFrom, type Choices, type GameSource, type Preview, previewGames } from '../../api/library'

interface Asked {
  readonly source: GameSource
  readonly choices: Choices
}

/** From a source to games: first shown, with platforms that can be changed, then added. */
export function useWhichGames() {
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const [preview, setPreview] = useState<Preview>()
  const looking = useRef<AbortController>(null)

  const look = useMutation({
    mutationFn: ({ source, choices }: Asked) => {
      looking.current?.abort()
      looking.current = new AbortController()
      return previewGames(source, choices, looking.current.signal)
    },
    onSuccess: (seen, tried) => {
      setAsked(tried)
      setPreview(seen)
    },
  })
  const adding = useMutation({
    mutationFn: ({ source, choices }: Asked) => {
      if (!preview) throw new Error('Nothing was shown yet')
      return addFrom(source, choices, preview)
    },
    onSuccess: () =>
      Promise.all(
        ['library', 'games', 'jobs', 'home'].map((word) => queries.invalidateQueries({ queryKey: [word] })),
      ),
  })

  return {
    asked,
    preview,
    look,
    adding,
    show: (source: GameSource) => look.mutate({ source, choices: {} }),
    choose: (key: string, platform: string) => {
      if (asked) look.mutate({ ...asked, choices: { ...asked.choices, [key]: platform } })
    },
    giveUp: () => {
      looking.current?.abort()
      look.reset()
    },
    back: () => {
      looking.current?.abort()
      setPreview(undefined)
      look.reset()
      adding.reset()
    },
    add: () => {
      if (asked && !adding.isPending) adding.mutate(asked)
    },
    again: () => {
      setAsked(undefined)
      setPreview(undefined)
      look.reset()
      adding.reset()
    },
  }
}

export type WhichGames = ReturnType<typeof useWhichGames>
