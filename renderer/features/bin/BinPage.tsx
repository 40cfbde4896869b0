import { useMutation } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { restoreFromBin } from '../../../shared/api/bin'
import { deleteVersions } from '../../../shared/api/version-contents'
import { call } from '../../api/call'
import { binLimit, useBin, useSavesChanged } from '../../api/saves'
import { BackLink } from '../../components/BackLink'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Empty } from '../../components/Empty'
import { Page } from '../../components/Page'
import { Problem, ReadProblem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { offerUndo } from '../../components/Toast'
import { personSuffix, usePersonInAddress } from '../games/games-filter'
import { BinList } from './BinList'
import styles from './BinPage.module.css'
import { EmptyBin } from './EmptyBin'

/** Takes versions out of the bin; can be undone. */
function useTakingOut(person: number | undefined, onDone: () => void) {
  const { t } = useTranslation()
  const changed = useSavesChanged()
  const query = { person }
  return useMutation({
    mutationFn: (versions: readonly number[]) =>
      call(restoreFromBin, { query, body: { versions: [...versions] } }),
    onSuccess: async (_restored, versions) => {
      const text = t('bin.restored', { count: versions.length })
      onDone()
      offerUndo(text, text, async () => {
        await call(deleteVersions, { query, body: { versions: [...versions] } })
        await changed()
      })
      await changed()
    },
  })
}

/** Which entries are ticked; those that went are not any more. */
function useTicked(present: readonly number[]) {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const all = useMemo(() => new Set(present), [present])
  const chosen = useMemo(() => new Set([...ticked].filter((id) => all.has(id))), [ticked, all])
  const toggle = useCallback((id: number) => {
    setTicked((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  return { chosen, toggle, setTicked, isAll: all.size > 0 && chosen.size === all.size, all }
}

function Contents({ person }: { readonly person: number | undefined }) {
  const { t } = useTranslation()
  const bin = useBin(person)
  const present = useMemo(() => bin.data?.map(({ id }) => id) ?? [], [bin.data])
  const { chosen, toggle, setTicked, isAll, all } = useTicked(present)
  const heading = useRef<HTMLHeadingElement>(null)
  const taking = useTakingOut(person, () => {
    setTicked(new Set())
    heading.current?.focus()
  })
  const { mutate } = taking
  const onRestore = useCallback((id: number) => mutate([id]), [mutate])
  if (bin.isPending) return <Spinner />
  if (!bin.data) {
    return <ReadProblem error={bin.error} />
  }
  if (bin.data.length === 0) {
    return (
      <Empty icon="bin" title={t('bin.empty')}>
        {t('bin.empty.text')}
      </Empty>
    )
  }
  return (
    <>
      <div className={styles.head}>
        <label className={styles.all}>
          <input
            type="checkbox"
            checked={isAll}
            ref={(box) => {
              if (box) box.indeterminate = chosen.size > 0 && !isAll
            }}
            onChange={() => setTicked(isAll ? new Set() : all)}
          />
          <span className="spoken-only">{t('bin.all')}</span>
        </label>
        <h2 ref={heading} tabIndex={-1} className={styles.heading}>
          {chosen.size > 0
            ? t('bin.chosen', { count: chosen.size })
            : t('bin.count', { count: bin.data.length })}
        </h2>
        {chosen.size > 0 ? (
          <Button
            look="primary"
            busy={taking.isPending && t('bin.restoring')}
            onClick={() => mutate([...chosen])}
          >
            {t('bin.restoreChosen', { count: chosen.size })}
          </Button>
        ) : (
          <EmptyBin person={person} onEmptied={() => heading.current?.focus()} />
        )}
      </div>
      <Problem error={taking.error} />
      <BinList versions={bin.data} person={person} chosen={chosen} onToggle={toggle} onRestore={onRestore} />
      {bin.data.length === binLimit ? (
        <p className={styles.cut}>{t('bin.cut', { count: binLimit })}</p>
      ) : null}
    </>
  )
}

/** What was deleted: all of it can come back. */
export function BinPage() {
  const { t } = useTranslation()
  const person = usePersonInAddress()
  return (
    <Page
      title={t('bin.title')}
      lead={t('bin.lead')}
      above={<BackLink to={`/games${personSuffix(person)}`}>{t('games.title')}</BackLink>}
    >
      <Card>
        <Contents person={person} />
      </Card>
    </Page>
  )
}
