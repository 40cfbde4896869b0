import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { platformName } from '../../../shared/platforms'
import { useGames } from '../../api/games'
import { SelectField, TextField } from '../../components/Field'
import { Problem } from '../../components/Problem'
import { isolatedValue } from '../../locales/isolate'

interface SomeGame {
  readonly id: number
  readonly name: string
  readonly platform: string
}

interface ChoiceProps {
  readonly file: string
  readonly chosen: number | null
  readonly onChoose: (game: number | null) => void
}

/** Which of these games a file is of, or that it is left out. */
export function ChooseGame({
  file,
  chosen,
  onChoose,
  games,
}: ChoiceProps & { readonly games: readonly SomeGame[] }) {
  const { t } = useTranslation()
  return (
    <SelectField
      label={t('import.choose', { file })}
      value={chosen ?? ''}
      onChange={({ target: { value } }) => onChoose(value === '' ? null : Number(value))}
    >
      <option value="">{t('import.leaveOut')}</option>
      {games.map(({ id, name, platform }) => (
        <option key={id} value={id}>
          {`${isolatedValue(name)} (${isolatedValue(platform)})`}
        </option>
      ))}
    </SelectField>
  )
}

function Found({ search, ...choice }: ChoiceProps & { readonly search: string }) {
  const { t } = useTranslation()
  const found = useGames({ search, platform: undefined, show: 'all', order: 'name', person: undefined }, 0)
  if (!found.data) return <Problem error={found.error} />
  const games = found.data.games.map(({ id, name, platform_slug: slug }) => ({
    id,
    name,
    platform: platformName(slug),
  }))
  if (games.length === 0) return <p className="soft small">{t('games.noMatch')}</p>
  return <ChooseGame {...choice} games={games} />
}

/** The same for a file whose name is that of no game: the game is looked for by its own. */
export function FindGame(choice: ChoiceProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  return (
    <>
      <TextField
        type="search"
        label={t('games.searchHint')}
        maxLength={255}
        value={typed}
        onChange={({ target: { value } }) => {
          setTyped(value)
          choice.onChoose(null)
        }}
      />
      {search === '' ? null : <Found {...choice} search={search} />}
    </>
  )
}
