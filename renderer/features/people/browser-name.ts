/** In this order: each later one is also named by those before it. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Electron\//, 'Roost'],
  [/EdgA?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

function first(names: readonly (readonly [RegExp, string])[], agent: string): string | null {
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? null
}

/** The product names in a User-Agent, as far as it tells: the same in every language. */
export function browserOf(agent: string | null): { browser: string | null; system: string | null } {
  return { browser: first(browsers, agent ?? ''), system: first(systems, agent ?? '') }
}
