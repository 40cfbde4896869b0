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
  // What is being looked for, or was seen last. Choices follow one another faster than looks end: each stands upon it.
  const wanted = useRef<Asked>(null)

  const look = useMutation({
    mutationFn: ({ source, choices }: Asked) => {
      looking.current?.abort()
      looking.current = new AbortController()
      return previewGames(source, choices, looking.current.signal)
    },
    onSuccess: (seen, tried) => {
      if (wanted.current !== tried) return
      setAsked(tried)
      setPreview(seen)
    },
    onError: (_error, tried) => {
      if (wanted.current === tried) wanted.current = asked ?? null
    },
  })
  const lookFor = (next: Asked) => {
    wanted.current = next
    look.mutate(next)
  }
  const lookNoMore = () => {
    looking.current?.abort()
    wanted.current = asked ?? null
    look.reset()
  }
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
    /** What was chosen and is not yet shown in the preview. */
    choices: (look.isPending && look.variables.choices) || {},
    show: (source: GameSource) => lookFor({ source, choices: {} }),
    choose: (key: string, platform: string) => {
      const base = wanted.current
      if (base) lookFor({ ...base, choices: { ...base.choices, [key]: platform } })
    },
    giveUp: lookNoMore,
    back: () => {
      lookNoMore()
      setPreview(undefined)
      adding.reset()
    },
    add: () => {
      if (asked && !look.isPending && !adding.isPending) adding.mutate(asked)
    },
    again: () => {
      lookNoMore()
      setAsked(undefined)
      setPreview(undefined)
      adding.reset()
    },
  }
}

export type WhichGames = ReturnType<typeof useWhichGames>
