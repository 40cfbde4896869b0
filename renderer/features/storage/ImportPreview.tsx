import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportLook, importOutcomes, runImport } from '../../../shared/api/import'
import type { Job } from '../../../shared/api/jobs'
import { call } from '../../api/call'
import { filesPerPage, type ImportOutcome, useImportFiles, useMovingSaves } from '../../api/import'
import { Button } from '../../components/Button'
import { DialogActions } from '../../components/Dialog'
import { SelectField } from '../../components/Field'
import { Fact, Facts } from '../../components/Facts'
import { Problem } from '../../components/Problem'
import { JobProblems } from '../jobs/JobEnd'
import styles from './ImportDialog.module.css'
import { ImportFileRow, type Newest } from './ImportFileRow'

interface ImportPreviewProps {
  readonly look: ImportLook
  readonly onRun: (job: Job) => void
  readonly onClose: () => void
}

/** What an import would do, file by file, and what a person decides about it before anything happens. */
export function ImportPreview({ look, onRun, onClose }: ImportPreviewProps) {
  const { t, i18n } = useTranslation()
  const [newest, setNewest] = useState<Newest>('hub')
  const [games, setGames] = useState<ReadonlyMap<number, number>>(new Map())
  const running = useMovingSaves(() =>
    call(runImport, {
      params: { id: look.id },
      body: { newest, files: [...games].map(([file, rom_id]) => ({ file, rom_id })) },
    }),
  )

  function choose(file: number, game: number | null) {
    const next = new Map(games)
    if (game === null) next.delete(file)
    else next.set(file, game)
    setGames(next)
  }

  return (
    <div className={styles.steps}>
      <p className={styles.text}>{t('import.ready')}</p>
      <Facts figures>
        {importOutcomes.map((outcome) => (
          <Fact key={outcome} label={t(`import.outcome.${outcome}`)}>
            {new Intl.NumberFormat(i18n.language).format(look.counts[outcome])}
          </Fact>
        ))}
      </Facts>
      {look.counts.differs > 0 ? (
        <SelectField
          label={t('import.newest')}
          hint={t('import.newest.text')}
          value={newest}
          onChange={({ target: { value } }) => setNewest(value === 'import' ? value : 'hub')}
        >
          <option value="hub">{t('import.newest.hub')}</option>
          <option value="import">{t('import.newest.import')}</option>
        </SelectField>
      ) : null}
      <Files look={look} newest={newest} games={games} onChoose={choose} />
      <JobProblems problems={look.problems} />
      <Problem error={running.error} />
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          look="primary"
          busy={running.isPending && t('backup.starting')}
          onClick={() => running.mutate(undefined, { onSuccess: onRun })}
        >
          {t('import.run')}
        </Button>
      </DialogActions>
    </div>
  )
}

interface FilesProps {
  readonly look: ImportLook
  readonly newest: Newest
  readonly games: ReadonlyMap<number, number>
  readonly onChoose: (file: number, game: number | null) => void
}

function Files({ look, newest, games, onChoose }: FilesProps) {
  const { t, i18n } = useTranslation()
  const [outcome, setOutcome] = useState<ImportOutcome | 'all'>('all')
  const [offset, setOffset] = useState(0)
  const page = useImportFiles(look.id, outcome, offset)
  const { files, total } = page.data ?? { files: [], total: 0 }
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <>
      <SelectField
        label={t('activity.filter')}
        value={outcome}
        onChange={({ target: { value } }) => {
          setOutcome(importOutcomes.find((known) => known === value) ?? 'all')
          setOffset(0)
        }}
      >
        <option value="all">{t('activity.all')}</option>
        {importOutcomes.map((known) => (
          <option key={known} value={known}>
            {t(`import.outcome.${known}`)}
          </option>
        ))}
      </SelectField>
      <Problem error={page.error} />
      {page.data && files.length === 0 ? <p className={styles.text}>{t('import.empty')}</p> : null}
      <ul className={styles.files}>
        {files.map((file) => (
          <ImportFileRow
            key={file.file}
            file={file}
            newest={newest}
            chosen={games.get(file.file) ?? null}
            onChoose={(game) => onChoose(file.file, game)}
          />
        ))}
      </ul>
      {total > filesPerPage ? (
        <div className={styles.pages}>
          <Button disabled={offset === 0} onClick={() => setOffset(offset - filesPerPage)}>
            {t('import.previous')}
          </Button>
          <p className={styles.text}>
            {number.format(offset + 1)}–{number.format(offset + files.length)} / {number.format(total)}
          </p>
          <Button disabled={offset + filesPerPage >= total} onClick={() => setOffset(offset + filesPerPage)}>
            {t('import.next')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
