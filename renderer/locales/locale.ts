import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import source from './en-US.json'
import { isolatedValue } from './isolate'
import { pseudoTag, pseudoTexts } from './pseudo-locale'

/** The languages Roost speaks. */
export const localeTags = [
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
export type LocaleTag = (typeof localeTags)[number]

const files = import.meta.glob<Record<string, string>>(['./*.json', '!./en-US.json'], { import: 'default' })

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

/** Those of them whose texts are here. */
export const availableLocales: readonly LocaleTag[] = localeTags.filter(
  (tag) => tag === 'en-US' || files[`./${tag}.json`] !== undefined,
)

/** The first of the wanted languages there is: exactly, by relation, or by the language alone. */
export function chooseLocale(wanted: readonly string[]): LocaleTag {
  for (const word of wanted) {
    const { language, region, script } = new Intl.Locale(word)
    const exact = region ? `${language}-${region}` : language
    const relative = script === 'Hant' ? 'zh-TW' : relatives[exact]
    const found =
      localeTags.find((tag) => tag === relative) ??
      localeTags.find((tag) => tag === exact) ??
      (language === 'en' ? 'en-US' : localeTags.find((tag) => tag.split('-')[0] === language))
    if (found) return found
  }
  return 'en-US'
}

/** Where a browser or window remembers the language somebody chose. */
const preferenceKey = 'roost.language'

/** The language somebody chose here; null for that of the system. */
export function chosenLocale(): LocaleTag | null {
  const chosen = readPreference()
  return localeTags.find((tag) => tag === chosen) ?? null
}

/** Starts in the language that was chosen, else in that of the system. */
export async function startLocale(wanted: readonly string[]): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en-US',
    fallbackLng: 'en-US',
    keySeparator: false,
    nsSeparator: false,
    // React escapes for the page; what has to be kept apart here is the direction of names.
    interpolation: { escapeValue: true, escape: isolatedValue },
    showSupportNotice: false,
    resources: { 'en-US': { translation: source } },
  })
  // For looking at layouts: every text longer, and seen to be a text (not offered to anybody).
  if (readPreference() === pseudoTag) await show(pseudoTag, () => Promise.resolve(pseudoTexts(source)))
  else await showLocale(chosenLocale() ?? chooseLocale(wanted))
}

/** Changes the language at once, and remembers it. @param tag null for that of the system. */
export async function changeLocale(tag: LocaleTag | null): Promise<void> {
  try {
    if (tag === null) localStorage.removeItem(preferenceKey)
    else localStorage.setItem(preferenceKey, tag)
  } catch {
    // A browser that keeps nothing speaks the language until the page is closed.
  }
  await showLocale(tag ?? chooseLocale(navigator.languages))
}

/** A language's own name for itself. */
export function localeName(tag: LocaleTag): string {
  const name = new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
}

function showLocale(tag: LocaleTag): Promise<void> {
  return show(tag, () => files[`./${tag}.json`]?.() ?? Promise.resolve(source))
}

/** A language that cannot be fetched leaves the one there is. */
async function show(tag: string, load: () => Promise<Record<string, string>>): Promise<void> {
  if (!i18next.hasResourceBundle(tag, 'translation')) {
    const texts = await load().catch(() => null)
    if (!texts) return
    i18next.addResourceBundle(tag, 'translation', texts)
  }
  await i18next.changeLanguage(tag)
  document.documentElement.lang = i18next.language
  document.documentElement.dir = i18next.dir()
}

function readPreference(): string | null {
  try {
    return localStorage.getItem(preferenceKey)
  } catch {
    return null
  }
}
