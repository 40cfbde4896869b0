import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { restoreFromBin } from '../../../shared/api/bin'
import { deleteVersions } from '../../../shared/api/version-contents'
import { changeVersion, restoreVersion, type SaveLine, type Version } from '../../../shared/api/versions'
import { call } from '../../api/call'
import { useSavesChanged } from '../../api/saves'
import { announce } from '../../components/Announcer'
import { offerUndo } from '../../components/Toast'

/** Takes the head back to where it was: the former one again, or none. */
export async function undoNewHead(made: number, former: number | null, person: number | undefined) {
  if (former === null) await call(deleteVersions, { query: { person }, body: { versions: [made] } })
  else await call(restoreVersion, { params: { id: former }, query: { person }, body: { head: made } })
}

/** What a person does with versions of one line: each of it can be undone. */
export function useVersionActions(line: SaveLine, person: number | undefined) {
  const { t } = useTranslation()
  const changed = useSavesChanged()
  const query = { person }

  const restoring = useMutation({
    mutationFn: ({ id }: Version) =>
      call(restoreVersion, { params: { id }, query, body: { head: line.head_version_id } }),
    onSuccess: async (made) => {
      const former = line.head_version_id
      offerUndo(t('version.restored'), t('version.restored'), async () => {
        await undoNewHead(made.id, former, person)
        await changed()
      })
      await changed()
    },
  })

  const deleting = useMutation({
    mutationFn: ({ id }: Version) => call(deleteVersions, { query, body: { versions: [id] } }),
    onSuccess: async (versions) => {
      offerUndo(t('version.binned'), t('version.binned'), async () => {
        await call(restoreFromBin, { query, body: { versions: versions.map(({ id }) => id) } })
        await changed()
      })
      await changed()
    },
  })

  const unbinning = useMutation({
    mutationFn: ({ id }: Version) => call(restoreFromBin, { query, body: { versions: [id] } }),
    onSuccess: async () => {
      announce(t('bin.restored', { count: 1 }))
      await changed()
    },
  })

  const pinning = useMutation({
    mutationFn: ({ id, pinned }: Version) =>
      call(changeVersion, { params: { id }, query, body: { pinned: !pinned } }),
    onSuccess: async ({ pinned }) => {
      announce(t(pinned ? 'version.pinnedNow' : 'version.unpinnedNow'))
      await changed()
    },
  })

  const all = [restoring, deleting, unbinning, pinning]
  return {
    restore: (version: Version) => restoring.mutate(version),
    remove: (version: Version) => deleting.mutate(version),
    unbin: (version: Version) => unbinning.mutate(version),
    pin: (version: Version) => pinning.mutate(version),
    isBusy: all.some(({ isPending }) => isPending),
    /** Of the last thing that was tried. */
    error: all.find(({ error }) => error !== null)?.error ?? null,
  }
}
