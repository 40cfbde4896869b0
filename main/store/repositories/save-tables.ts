import type { ShownMark } from '../../domain/saves/save-line'
import { markEntity } from '../entities/mark'
import { saveLineEntity } from '../entities/save-line'
import { screenshotEntity } from '../entities/screenshot'
import { versionEntity } from '../entities/version'
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
