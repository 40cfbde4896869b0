import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../components/Button'
import { Page } from '../components/Page'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('notFound.title')} lead={t('notFound.text')}>
      <ButtonLink to="/" look="primary">
        {t('notFound.home')}
      </ButtonLink>
    </Page>
  )
}
