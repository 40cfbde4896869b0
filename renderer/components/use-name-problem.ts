import { useTranslation } from 'react-i18next'
import { isRefusal } from '../api/refusal'
import type { TextKey } from '../locales/text-key'
import { explain } from './Problem'

interface NameForm {
  /** What is said when somebody or something has this name already. */
  readonly taken?: TextKey
  /** The form asks for a name and nothing else, so what is refused is the name. */
  readonly isAlone?: boolean
}

interface NameProblem {
  /** For the field itself. */
  readonly problem: string | null
  /** What failed otherwise, for the form. */
  readonly other: unknown
}

/** RomM's own words for a person's name that is taken are English (wire.md 16). */
function isTaken(error: unknown): boolean {
  return (
    isRefusal(error, 409) || (isRefusal(error, 400) && (error.detail?.endsWith('already exists') ?? false))
  )
}

/** Tells a refused name, which is said at its field, from whatever else a form may fail by. */
export function useNameProblem(error: unknown, { taken, isAlone }: NameForm): NameProblem {
  const { t, i18n } = useTranslation()
  if (taken && isTaken(error)) return { problem: t(taken), other: null }
  if (isAlone && isRefusal(error, 400, 409, 422)) {
    return { problem: explain(error, t, i18n.language), other: null }
  }
  return { problem: null, other: error }
}
