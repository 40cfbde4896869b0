import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Version, versionContent } from '../../../shared/api/versions'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'
import button from '../../components/Button.module.css'
import { personSuffix } from '../games/games-filter'

interface DownloadLinkProps {
  readonly version: Pick<Version, 'id' | 'file_name'>
  readonly person: number | undefined
  /** What is downloaded, for who cannot see where the button stands. */
  readonly label: string
  readonly children: ReactNode
}

/** Fetches a version: the browser as it fetches any file; in the window the app asks where to put it. */
export function DownloadLink({ version, person, label, children }: DownloadLinkProps) {
  const { t } = useTranslation()
  const desktop = window.roost
  const saving = useMutation({
    mutationFn: async () =>
      desktop?.saveVersion({ id: version.id, person: person ?? null, name: version.file_name }),
    onSuccess: (outcome) => {
      if (outcome === 'saved') announce(t('version.saved'))
    },
  })
  if (desktop) {
    return (
      <>
        <Button aria-label={label} busy={saving.isPending && t('saving')} onClick={() => saving.mutate()}>
          {children}
        </Button>
        <Problem error={saving.error} />
        {saving.data === 'failed' ? (
          <Notice tone="bad" alert>
            <p>{t('version.saveFailed')}</p>
          </Notice>
        ) : null}
      </>
    )
  }
  const path = versionContent.path.replace('{id}', String(version.id)) + personSuffix(person)
  return (
    <a href={path} download className={button.button} aria-label={label}>
      {children}
    </a>
  )
}
