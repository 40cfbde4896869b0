import { runBareServer } from './bare-server'
import { benchCrash } from './crash'
import { benchCrowd } from './crowd'
import { benchDownloads } from './downloads'
import { benchFleet } from './fleet'
import { benchHistory } from './history'
import { benchIdle } from './idle'
import { benchLargeUpload } from './large-upload'
import { benchLibrary } from './library'
import { benchLists } from './lists'
import { type Figure, report } from './measure'
import { benchNegotiation } from './negotiation'
import { benchStart } from './start'
import { benchTransfer } from './transfer'
import { benchUploads } from './uploads'

/** In the order they are run; `npm run bench -- uploads lists` runs only these. */
const benches: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: benchStart,
  idle: benchIdle,
  lists: benchLists,
  negotiation: benchNegotiation,
  transfer: benchTransfer,
  crowd: benchCrowd,
  uploads: benchUploads,
  downloads: benchDownloads,
  'large-upload': benchLargeUpload,
  library: benchLibrary,
  history: benchHistory,
  crash: benchCrash,
}

/** Those that take an hour or more are run only by name. */
const long: Readonly<Record<string, () => Promise<Figure[]>>> = { fleet: benchFleet }

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === 'bare-server') return runBareServer(rest[0] ?? '')
  const wanted = first === undefined ? Object.keys(benches) : [first, ...rest]
  const figures: Figure[] = []
  for (const name of wanted) {
    const bench = benches[name] ?? long[name]
    if (!bench) {
      const names = Object.keys({ ...benches, ...long }).join(', ')
      throw new Error(`There is no bench called ${name}: ${names}`)
    }
    figures.push(...(await bench()))
  }
  process.stdout.write(`${report(figures)}\n`)
}

void main(process.argv.slice(2))
