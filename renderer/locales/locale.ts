import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import source from './en-US.json'

/** The languages Roost is to speak; those without a file yet are passed over. */
const tags = [
  'bg',
  'cs',
  'de',
  'en-GB',
  'en-US',
  'es',
  'fr',
  'hu',
  'it',
  'ja',
  'ko',
  'pl',
  'pt-BR',
  'ro',
  'ru',
  'tr',
  'zh-CN',
  'zh-TW',
] as const
export type LocaleTag = (typeof tags)[number]

const files = import.meta.glob<Record<string, string>>(['./*.json', '!./en-US.json'], { import: 'default' })

function isAvailable(tag: LocaleTag): boolean {
  return tag === 'en-US' || `./${tag}.json` in files
}

/** Regions that are no tag of ours, and the one whose writing they share. */
const relatives: Readonly<Record<string, LocaleTag>> = {
  'zh-HK': 'zh-TW',
  'zh-MO': 'zh-TW',
  'en-AU': 'en-GB',
  'en-IE': 'en-GB',
  'en-NZ': 'en-GB',
  'en-IN': 'en-GB',
  'en-ZA': 'en-GB',
}

/** The first of the wanted languages that is available: exactly, by relation, or by the language alone. */
export function chooseLocale(wanted: readonly string[]): LocaleTag {
  const available = tags.filter(isAvailable)
  for (const word of wanted) {
    const { language, region, script } = new Intl.Locale(word)
    const exact = region ? `${language}-${region}` : language
    const relative = script === 'Hant' ? 'zh-TW' : relatives[exact]
    const found =
      available.find((tag) => tag === relative) ??
      available.find((tag) => tag === exact) ??
      (language === 'en' ? 'en-US' : available.find((tag) => tag.split('-')[0] === language))
    if (found) return found
  }
  return 'en-US'
}

/** Loads the wanted language; en-US, the source, stands in for any text another file lacks. */
export async function startLocale(wanted: readonly string[]): Promise<void> {
  const tag = chooseLocale(wanted)
  const texts = await files[`./${tag}.json`]?.().catch(() => undefined)
  await i18next.use(initReactI18next).init({
    lng: texts ? tag : 'en-US',
    fallbackLng: 'en-US',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
    resources: {
      'en-US': { translation: source },
      ...(texts ? { [tag]: { translation: texts } } : {}),
    },
  })
  document.documentElement.lang = i18next.language
  document.documentElement.dir = i18next.dir()
}
