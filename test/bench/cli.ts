import { runBareServer } from './bare-server'
import { benchCrash } from './crash'
import { benchDownloads } from './downloads'
import { benchIdle } from './idle'
import { benchLargeUpload } from './large-upload'
import { benchLibrary } from './library'
import { benchLists } from './lists'
import { type Figure, report } from './measure'
import { benchNegotiation } from './negotiation'
import { benchStart } from './start'
import { benchUploads } from './uploads'

/** In the order they are run; `npm run bench -- uploads lists` runs only these. */
const benches: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: benchStart,
  idle: benchIdle,
  lists: benchLists,
  negotiation: benchNegotiation,
  uploads: benchUploads,
  downloads: benchDownloads,
  'large-upload': benchLargeUpload,
  library: benchLibrary,
  crash: benchCrash,
}

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === 'bare-server') return runBareServer(rest[0] ?? '')
  const wanted = first === undefined ? Object.keys(benches) : [first, ...rest]
  const figures: Figure[] = []
  for (const name of wanted) {
    const bench = benches[name]
    if (!bench) throw new Error(`There is no bench called ${name}: ${Object.keys(benches).join(', ')}`)
    figures.push(...(await bench()))
  }
  process.stdout.write(`${report(figures)}\n`)
}

void main(process.argv.slice(2))
