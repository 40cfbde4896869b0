import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLibraryFolder, type LibraryFolder, lookAtFolder } from '../../../shared/api/library'
import { call } from '../../api/call'
import type { Choices } from '../../api/library'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Dialog, DialogActions } from '../../components/Dialog'
import { Problem } from '../../components/Problem'
import { Spinner } from '../../components/Spinner'
import { GroupTable } from './GroupTable'

interface FolderPlatformsProps {
  readonly folder: LibraryFolder
  readonly onClose: () => void
}

/** For which platforms the folders in a library folder are; what was guessed wrongly is put right. */
export function FolderPlatforms({ folder, onClose }: FolderPlatformsProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [choices, setChoices] = useState<Choices>(folder.platforms)
  const look = useQuery({
    queryKey: ['library', 'look', folder.id, choices],
    queryFn: ({ signal }) =>
      call(lookAtFolder, { signal, body: { path: folder.path, as: 'folder', platforms: choices } }),
    placeholderData: (previous) => previous,
    gcTime: 0,
    retry: false,
  })
  const saving = useMutation({
    mutationFn: () => call(changeLibraryFolder, { params: { id: folder.id }, body: { platforms: choices } }),
    onSuccess: async () => {
      announce(t('library.platforms.saved'))
      onClose()
      await Promise.all(
        ['library', 'games', 'jobs'].map((word) => queries.invalidateQueries({ queryKey: [word] })),
      )
    },
  })
  return (
    <Dialog title={t('library.platforms.title')} onClose={onClose} wide>
      <p className="soft small">{t('library.platforms.text')}</p>
      <Problem error={look.error ?? saving.error} />
      {look.data ? (
        <GroupTable
          groups={look.data.groups}
          chosen={choices}
          busy={look.isFetching}
          onChoose={(key, platform) => setChoices((before) => ({ ...before, [key]: platform }))}
        />
      ) : look.error ? null : (
        <Spinner />
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          look="primary"
          busy={saving.isPending && t('library.platforms.saving')}
          disabled={!look.data}
          onClick={() => saving.mutate()}
        >
          {t('library.platforms.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
