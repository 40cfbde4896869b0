import { benchIdle } from './idle'
import { benchLists } from './lists'
import { type Figure, report } from './measure'
import { benchNegotiation } from './negotiation'
import { benchStart } from './start'

const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: benchStart,
  idle: benchIdle,
  lists: benchLists,
  negotiation: benchNegotiation,
}

/** All parts, or those that are named. */
async function main(named: readonly string[]): Promise<void> {
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(parts)) {
    if (named.length === 0 || named.includes(name)) figures.push(...(await measure()))
  }
  process.stdout.write(`${report(figures)}\n`)
}

void main(process.argv.slice(2))
