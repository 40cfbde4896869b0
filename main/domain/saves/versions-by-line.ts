import type { SaveLine } from './save-line'

/** Versions that something is done to together, by the line they are in. */
export class VersionsByLine {
  private readonly lines = new Map<number, { readonly line: SaveLine; readonly ids: Set<number> }>()

  add(line: SaveLine, versionIds: readonly number[]): void {
    const group = this.lines.get(line.id) ?? { line, ids: new Set() }
    for (const id of versionIds) group.ids.add(id)
    this.lines.set(line.id, group)
  }

  lineIds(): number[] {
    return [...this.lines.keys()]
  }

  gameIds(): number[] {
    return [...new Set([...this.lines.values()].map(({ line }) => line.gameId))]
  }

  all(): { readonly line: SaveLine; readonly versionIds: readonly number[] }[] {
    return [...this.lines.values()].map(({ line, ids }) => ({ line, versionIds: [...ids] }))
  }
}
