import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Card'
import { SelectField } from '../../components/Field'
import { availableLocales, changeLocale, chosenLocale, localeName } from '../../locales/locale'
import styles from './SettingsPage.module.css'

const bySystem = 'system'

/** Which language this browser or window speaks; each stands there in its own name. */
export function LanguageCard() {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(chosenLocale)

  function choose(word: string) {
    const tag = availableLocales.find((one) => one === word) ?? null
    setChosen(tag)
    void changeLocale(tag)
  }

  return (
    <Card labelledBy="settings-language">
      <h2 id="settings-language">{t('language.title')}</h2>
      <div className={styles.field}>
        <SelectField
          label={t('language.label')}
          isLabelHidden
          value={chosen ?? bySystem}
          onChange={(event) => choose(event.target.value)}
        >
          <option value={bySystem}>{t('language.system')}</option>
          {availableLocales.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {localeName(tag)}
            </option>
          ))}
        </SelectField>
      </div>
      <p className={styles.text}>{t('language.text')}</p>
    </Card>
  )
}
