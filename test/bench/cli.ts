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
import { benchWindow } from './window'

/** In the order they are run; `npm run bench -- uploads lists` runs only these. */
const benches: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: benchStart,
  window: benchWindow,
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

const help = `Usage: npm run bench -- [names]

Measures, and says it as a table and as JSON lines. Without names all of these, which takes a while:
  ${Object.keys(benches).join(' ')}
Only by name, for it takes hours:
  ${Object.keys(long).join(' ')}
`

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === 'bare-server') return runBareServer(rest[0] ?? '')
  if (first === '--help' || first === '-h') {
    process.stdout.write(help)
    return
  }
  const names = first === undefined ? Object.keys(benches) : [first, ...rest]
  const wanted = names.flatMap((name) => benches[name] ?? long[name] ?? [])
  if (wanted.length < names.length) {
    const unknown = names.filter((name) => !benches[name] && !long[name])
    process.stderr.write(`There is no bench called ${unknown.join(', ')}.\n\n${help}`)
    process.exitCode = 2
    return
  }
  const figures: Figure[] = []
  for (const bench of wanted) figures.push(...(await bench()))
  process.stdout.write(`${report(figures)}\n`)
}

void main(process.argv.slice(2))
