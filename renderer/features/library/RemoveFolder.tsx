import { useMutation, useQueryClient } from '@tanstack/react-query'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { addLibraryFolder, type LibraryFolder, removeLibraryFolder } from '../../../shared/api/library'
import { call } from '../../api/call'
import { isRefusal } from '../../api/refusal'
import { ConfirmAction } from '../../components/ConfirmAction'
import { offerUndo } from '../../components/Toast'

interface RemoveFolderProps {
  readonly folder: LibraryFolder
  readonly onClose: () => void
}

/** Forgets a folder, after saying what stays; undone by adding it again, which gives its games their places back. */
export function RemoveFolder({ folder, onClose }: RemoveFolderProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = () =>
    Promise.all(['library', 'games', 'jobs'].map((word) => queries.invalidateQueries({ queryKey: [word] })))
  const removing = useMutation({
    mutationFn: () =>
      call(removeLibraryFolder, { params: { id: folder.id } }).catch((error: unknown) => {
        if (!isRefusal(error, 404)) throw error
      }),
    onSuccess: async () => {
      // The dialog gives the focus back when it goes; the line it stood in goes too.
      flushSync(onClose)
      document.getElementById('library-folders')?.focus()
      const done = t('library.removed', { path: folder.path })
      offerUndo(done, done, async () => {
        await call(addLibraryFolder, { body: { path: folder.path, platforms: folder.platforms } })
        await refresh()
      })
      await refresh()
    },
  })
  return (
    <ConfirmAction
      title={t('library.remove.title')}
      about={folder.path}
      consequences={[
        t('library.remove.files'),
        t('library.remove.games', { count: folder.game_count }),
        t('library.remove.lend'),
      ]}
      action={t('library.remove.action')}
      busy={removing.isPending && t('library.removing')}
      danger
      error={removing.error}
      onClose={onClose}
      onAction={() => removing.mutate()}
    />
  )
}
