/** One line of the benchmark: what was measured, and what it should be. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 's' | 'MiB' | '×' | '%' | '/s' | ''
  /** The most it should be, if there is such an aim; a figure beyond it is shown, never hidden. */
  readonly aim?: number | null
  /** The least it should be. */
  readonly least?: number
}

/** Milliseconds each of `runs` calls took, after one that warms up. */
export async function timed(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  await work()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push(await timeOf(work))
  return times
}

/** Milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** @param part from 0 to 1. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** A table for people, then one JSON line per figure for programs. */
export function report(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length))
  const rows = figures.map((figure) => {
    const { name, value, unit } = figure
    const verdict = verdictOn(figure)
    return `${name.padEnd(width)}  ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(3)}${verdict}`
  })
  return [...rows, '', ...figures.map((figure) => JSON.stringify(figure))].join('\n')
}

function verdictOn({ value, aim = null, least }: Figure): string {
  if (least !== undefined) return `  (aim ≥ ${least}: ${value >= least ? 'met' : 'MISSED'})`
  return aim === null ? '' : `  (aim ≤ ${aim}: ${value <= aim ? 'met' : 'MISSED'})`
}
