import type { UnitOfWork } from '../unit-of-work'
import type { GameLookup, NamedGame } from './game-lookup'
import type { SaveLine, Screenshot, ShownMark, ShownVersion, Version, VersionOfLine } from './save-line'
import { bridgedName } from './slotless-bridge'

/** For whom saves are shown. */
export interface Viewer {
  readonly personId: number
  /** The device in the request, whose entry in `device_syncs` comes first. */
  readonly device: { readonly id: string; readonly name: string | null } | null
  /** A caller that knows neither slots nor devices, and finds its save by the plain name (design section 6). */
  readonly isSlotless: boolean
}

/** A save with everything its wire object says. */
export interface SaveView {
  readonly version: Version
  readonly line: SaveLine
  readonly game: NamedGame
  readonly shownName: string
  readonly screenshot: Screenshot | null
  /** Of the line; empty when no device is in the request. */
  readonly marks: readonly ShownMark[]
  readonly device: Viewer['device']
}

/** Gathers what save objects show, in as many queries for a thousand as for one (W-37). */
export class SaveViews {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly games: GameLookup,
  ) {}

  /** In the same order; what belongs to a game the person may not see is left out (W-36). */
  async of(found: readonly VersionOfLine[], viewer: Viewer): Promise<SaveView[]> {
    const games = await this.games.visible(viewer.personId, [
      ...new Set(found.map(({ line }) => line.gameId)),
    ])
    const visible = found.filter(({ line }) => games.has(line.gameId))
    const lineIds = [...new Set(visible.map(({ line }) => line.id))]
    const [marks, screenshots] = await Promise.all([
      viewer.device ? this.unit.read.saves.marks(lineIds) : [],
      this.unit.read.saves.screenshots(visible.map(({ version }) => version.id)),
    ])
    const marksByLine = new Map<number, ShownMark[]>()
    for (const mark of marks) {
      const group = marksByLine.get(mark.lineId)
      if (group) group.push(mark)
      else marksByLine.set(mark.lineId, [mark])
    }
    const screenshotOf = new Map(screenshots.map((screenshot) => [screenshot.versionId, screenshot]))
    return visible.flatMap(({ version, line }) => {
      const game = games.get(line.gameId)
      if (!game) return []
      const screenshot = screenshotOf.get(version.id) ?? null
      return viewOf({ version, line, screenshot, marks: marksByLine.get(line.id) ?? [] }, game, viewer)
    })
  }

  /** Null for one of a game the person may not see, and for what is not there. */
  async one(id: number, viewer: Viewer): Promise<SaveView | null> {
    const found = await this.unit.read.saves.shown(id)
    if (!found) return null
    const game = (await this.games.visible(viewer.personId, [found.line.gameId])).get(found.line.gameId)
    return game ? viewOf(found, game, viewer) : null
  }
}

function viewOf(
  { version, line, marks, screenshot }: ShownVersion,
  game: NamedGame,
  { device, isSlotless }: Viewer,
): SaveView {
  const shownName = shownNameOf({ version, line }, game, isSlotless)
  return { version, line, game, shownName, screenshot, marks: device ? marks : [], device }
}

/** The name a caller is told: a slotless one finds the shared slot's head under its plain name (design section 6). */
export function shownNameOf({ version, line }: VersionOfLine, game: NamedGame, isSlotless: boolean): string {
  return (isSlotless && bridgedName(version, line, game)) || version.fileName
}

/**
 * What a slotless caller is listed: the shared slot's head under its plain name, and files of other names (design
 * section 6).
 */
export function slotlessViews(views: readonly SaveView[]): SaveView[] {
  const isShared = ({ version, line, game }: SaveView) =>
    line.headVersionId === version.id && bridgedName(version, line, game) !== null
  const shared = new Set(views.filter(isShared).map(({ line, shownName }) => `${line.gameId}/${shownName}`))
  return views.filter((view) =>
    view.line.kind === 'file'
      ? // A device's own slotless file may have the same name: one name must not be two saves.
        !shared.has(`${view.line.gameId}/${view.shownName}`)
      : isShared(view),
  )
}
