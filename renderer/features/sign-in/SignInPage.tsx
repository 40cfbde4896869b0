import { useTranslation } from 'react-i18next'
import { Page } from '../../components/Page'
import { Standalone } from '../../components/Standalone'
import { SignInForm } from './SignInForm'

export function SignInPage() {
  const { t } = useTranslation()
  return (
    <Standalone>
      <Page title={t('signIn.title')} lead={t('signIn.lead')}>
        <SignInForm />
      </Page>
    </Standalone>
  )
}
