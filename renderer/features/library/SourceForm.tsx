import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostNames } from '../../../shared/api/library'
import type { GameSource } from '../../api/library'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { TextAreaField } from '../../components/Field'
import { FolderField } from '../../components/FolderField'
import { Icon, type IconName } from '../../components/Icon'
import { Problem } from '../../components/Problem'
import type { TextKey } from '../../locales/text-key'
import styles from './SourceForm.module.css'
import type { WhichGames } from './use-which-games'

type Kind = GameSource['kind']

const sources = [
  { kind: 'folder', icon: 'folder', title: 'which.folder', text: 'which.folder.text' },
  { kind: 'card', icon: 'card', title: 'which.card', text: 'which.card.text' },
  { kind: 'names', icon: 'list', title: 'which.names', text: 'which.names.text' },
] as const satisfies readonly { kind: Kind; icon: IconName; title: TextKey; text: TextKey }[]

function SourceChoice({
  value,
  onChange,
}: {
  readonly value: Kind
  readonly onChange: (kind: Kind) => void
}) {
  const { t } = useTranslation()
  const name = useId()
  return (
    <fieldset className={styles.sources}>
      <legend className="spoken-only">{t('which.from')}</legend>
      {sources.map(({ kind, icon, title, text }) => (
        <label key={kind} className={styles.source}>
          <input
            type="radio"
            name={name}
            checked={kind === value}
            aria-describedby={`${name}-${kind}`}
            onChange={() => onChange(kind)}
          />
          <span className={styles.badge}>
            <Icon name={icon} />
          </span>
          <span className={styles.title}>{t(title)}</span>
          <span className={styles.text} id={`${name}-${kind}`}>
            {t(text)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '')
}

/** Where games come from: a folder, a card, or names. */
export function SourceForm({ games, first }: { readonly games: WhichGames; readonly first: Kind }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>(games.asked?.source.kind ?? first)
  // Who comes back from the preview finds what was asked.
  const before = games.asked?.source
  const [path, setPath] = useState(before && before.kind !== 'names' ? before.path : '')
  const [text, setText] = useState(before?.kind === 'names' ? before.names.join('\n') : '')
  const [tried, setTried] = useState(false)
  const lines = linesOf(text)
  const problem =
    kind !== 'names'
      ? path.trim() === ''
        ? t('which.noPath')
        : null
      : lines.length === 0
        ? t('which.noNames')
        : lines.length > mostNames
          ? t('which.tooMany', { count: mostNames })
          : null

  function show(chosen: string) {
    games.show(kind === 'names' ? { kind, names: lines } : { kind, path: chosen.trim() })
  }

  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (problem === null && !games.look.isPending) show(path)
      }}
    >
      <SourceChoice
        value={kind}
        onChange={(next) => {
          setKind(next)
          setTried(false)
          games.giveUp()
        }}
      />
      <Card className={styles.entry}>
        {kind === 'names' ? (
          <TextAreaField
            label={t('which.names.label')}
            hint={t('which.names.hint')}
            problem={tried ? problem : null}
            value={text}
            rows={8}
            spellCheck={false}
            placeholder={t('which.names.placeholder')}
            onChange={(event) => setText(event.target.value)}
          />
        ) : (
          <FolderField
            key={kind}
            label={t(kind === 'folder' ? 'which.folder.label' : 'which.card.label')}
            title={t(kind === 'folder' ? 'which.folder.dialog' : 'which.card.dialog')}
            problem={tried ? problem : null}
            value={path}
            onChange={setPath}
            onChosen={show}
          />
        )}
        {kind === 'folder' ? <Layout /> : null}
        <Problem error={games.look.error} />
        <div className={styles.actions}>
          <Button type="submit" look="primary" busy={games.look.isPending && t('which.looking')}>
            {t('which.look')}
          </Button>
          {games.look.isPending ? <Button onClick={games.giveUp}>{t('cancel')}</Button> : null}
          <p className={styles.promise}>{t('which.promise')}</p>
        </div>
      </Card>
    </form>
  )
}

/** How a folder of games looks inside. */
function Layout() {
  const { t } = useTranslation()
  return (
    <details className={styles.layout}>
      <summary>{t('which.layout')}</summary>
      <p>{t('which.layout.text')}</p>
      <pre>{`Games/\n  gba/     Metroid Fusion (USA).gba\n  snes/    Chrono Trigger (USA).sfc\n  psx/     Final Fantasy VII/`}</pre>
    </details>
  )
}
