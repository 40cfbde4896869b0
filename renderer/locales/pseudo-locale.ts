/** As CLDR calls the pseudo-language of accented English. */
export const pseudoTag = 'en-XA'

const plain = 'AEIOUYaeiouycnsz'
const accented = 'ÅÉÎÕÛÝåéîõûýçñšž'

/** Letters added to each text: German and Bulgarian run about a third longer than English. */
const growth = 0.4

/** Every text readable, accented and longer, between brackets that show where it is cut. */
export function pseudoTexts(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudo(text)]))
}

/** What stands in braces or in angle brackets is not text. */
function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>|\$t\([^)]*\))/)
  const words = parts.map((part, index) => (index % 2 === 1 ? part : accent(part))).join('')
  const added = '·'.repeat(Math.ceil(text.length * growth))
  return `[${words}${added}]`
}

function accent(text: string): string {
  return [...text].map((letter) => accented[plain.indexOf(letter)] ?? letter).join('')
}
