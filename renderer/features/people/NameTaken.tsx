import { useTranslation } from 'react-i18next'
import { isRefusal } from '../../api/refusal'
import { Notice } from '../../components/Notice'
import { Problem } from '../../components/Problem'

/** What went wrong with a person's name; RomM's own words for a taken one are English (wire.md 16). */
export function NameTaken({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (!isRefusal(error, 400) || !error.detail?.endsWith('already exists')) return <Problem error={error} />
  return (
    <Notice tone="bad" alert>
      <p>{t('people.nameTaken')}</p>
    </Notice>
  )
}
