import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { hubText } from '../../../renderer/locales/hub-text'
import german from '../../../renderer/locales/de.json'
import { say } from '../../../shared/sentences/say'

const i18n = createInstance()
await i18n.init({
  lng: 'de',
  showSupportNotice: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { de: { translation: german } },
})
const { t } = i18n

test('a sentence of the hub is said in the language of the page, with what is inside it', () => {
  const text = say('leftOut.because', { path: 'gba/$t(again) {{x}}', why: say('name.long', { bytes: 255 }) })
  expect(hubText(text, t)).toBe('gba/$t(again) {{x}} wurde ausgelassen: Der Name ist länger als 255 Byte')
  const uses = ['save', 'picture'] as const
  const what = uses
    .map((kind) =>
      say(`content.${kind}`, { game: 'Game (USA)', platform: 'gba', person: 'Ada', time: 'now' }),
    )
    .join('; ')
  expect(hubText(say('verify.missing', { what, outcome: say('repair.noBackup') }), t)).toBe(
    'Game (USA) (gba), Spielstand von Ada vom now; Game (USA) (gba), Bild von Ada vom now: ' +
      'Die Bytes fehlen. Es gibt keine Sicherung, aus der es zurückkommen könnte.',
  )
})

test('what the catalogue does not know stays as it came', () => {
  expect(hubText('Something else happened', t)).toBe('Something else happened')
})
