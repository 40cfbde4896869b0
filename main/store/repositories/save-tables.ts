import type { ShownMark, Version } from '../../domain/saves/save-line'
import { markEntity } from '../entities/mark'
import { saveLineEntity } from '../entities/save-line'
import { screenshotEntity } from '../entities/screenshot'
import { versionEntity, type VersionRow } from '../entities/version'
import { Table } from './table'

export const lineTable = new Table(saveLineEntity)
export const versionTable = new Table(versionEntity)
export const markTable = new Table(markEntity)
export const screenshotTable = new Table(screenshotEntity)

export interface RawMark extends Omit<ShownMark, 'doubtful' | 'untracked'> {
  readonly doubtful: number
  readonly untracked: number
}

export function asMark({ doubtful, untracked, ...mark }: RawMark): ShownMark {
  return { ...mark, doubtful: doubtful === 1, untracked: untracked === 1 }
}

/** What the database counts for itself is nobody else's business. */
export function asVersion({ revision: _revision, described: _described, ...version }: VersionRow): Version {
  return version
}
