import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const style = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; background: #8884 }
div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
figure { margin: 0; width: 20rem }
img { width: 100%; display: block }`

/**
 * Writes one page with all pictures of a folder, screen by screen.
 *
 * @param {string} folder
 * @returns {Promise<number>} how many pictures there are
 */
export async function writeIndex(folder) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort()
  /** @type {Map<string, string[]>} */
  const screens = new Map()
  for (const file of files) {
    const [screen = ''] = file.split('.')
    screens.set(screen, [...(screens.get(screen) ?? []), file])
  }
  const sections = [...screens].map(
    ([screen, own]) => `<h2>${screen}</h2>\n<div>${own.map(figure).join('\n')}</div>`,
  )
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Roost, every screen</title>
<style>${style}</style>
${sections.join('\n')}
</html>
`
  await writeFile(join(folder, 'index.html'), page)
  return files.length
}

/** @param {string} file */
function figure(file) {
  const words = file.split('.').slice(1, -1).join(' · ')
  return `<figure><a href="${file}"><img src="${file}" loading="lazy" alt="${words}"></a><figcaption>${words}</figcaption></figure>`
}
