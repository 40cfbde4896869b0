import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mergeLine, renameLine } from '../../../shared/api/lines'
import type { SaveLine } from '../../../shared/api/versions'
import { call } from '../../api/call'
import { useSavesChanged } from '../../api/saves'
import { announce } from '../../components/Announcer'
import { Button } from '../../components/Button'
import { ConfirmAction } from '../../components/ConfirmAction'
import { Dialog, DialogActions } from '../../components/Dialog'
import { SelectField, TextField } from '../../components/Field'
import { Menu, MenuItem } from '../../components/Menu'
import { Name } from '../../components/Name'
import { Phrase } from '../../components/Phrase'
import { Problem } from '../../components/Problem'
import { offerUndo } from '../../components/Toast'
import { useNameProblem } from '../../components/use-name-problem'
import { lineName } from './version-texts'

interface LineDialogProps {
  readonly line: SaveLine
  readonly person: number | undefined
  readonly onClose: () => void
}

function offerOldName(name: string, spoken: string, onUndo: () => Promise<void>): void {
  offerUndo(<Phrase text="line.renamed" slots={{ name: <Name>{name}</Name> }} />, spoken, onUndo)
}

/** Gives a slot another name; handhelds find it under the new one. */
function RenameLine({ line, person, onClose }: LineDialogProps) {
  const { t } = useTranslation()
  const changed = useSavesChanged()
  const [key, setKey] = useState(line.key)
  const rename = (name: string) =>
    call(renameLine, { params: { id: line.id }, query: { person }, body: { key: name } })
  const renaming = useMutation({
    mutationFn: () => rename(key.trim()),
    onSuccess: async (renamed) => {
      onClose()
      offerOldName(renamed.key, t('line.renamed', { name: renamed.key }), async () => {
        await rename(line.key)
        await changed()
      })
      await changed()
    },
  })
  const refused = useNameProblem(renaming.error, { taken: 'line.taken', isAlone: true })
  const isSame = key.trim() === line.key || key.trim() === ''
  return (
    <Dialog
      title={<Phrase text="line.renameTitle" slots={{ name: <Name wrap>{line.key}</Name> }} />}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!renaming.isPending && !isSame) renaming.mutate()
        }}
      >
        <TextField
          label={t('line.name')}
          hint={t('line.renameHint')}
          problem={refused.problem}
          value={key}
          maxLength={255}
          autoFocus
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setKey(target.value)
            // What was refused is no longer what stands there.
            if (renaming.isError) renaming.reset()
          }}
        />
        <Problem error={refused.other} />
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" disabled={isSame} busy={renaming.isPending && t('saving')}>
            {t('save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface MergeLineProps extends LineDialogProps {
  /** Those it can go into. */
  readonly others: readonly SaveLine[]
}

/** Puts two histories of one game together, after saying which save the handhelds go on with. */
function MergeLine({ line, others, person, onClose }: MergeLineProps) {
  const { t } = useTranslation()
  const changed = useSavesChanged()
  const [into, setInto] = useState(others[0]?.id)
  const merging = useMutation({
    mutationFn: async () =>
      into === undefined
        ? null
        : call(mergeLine, { params: { id: line.id }, query: { person }, body: { into } }),
    onSuccess: async () => {
      announce(t('line.merged'))
      onClose()
      await changed()
    },
  })
  const target = others.find(({ id }) => id === into)
  return (
    <ConfirmAction
      title={<Phrase text="line.mergeTitle" slots={{ name: <Name wrap>{lineName(line, t)}</Name> }} />}
      consequences={[
        <Phrase
          key="head"
          text="line.mergeHead"
          slots={{ name: <Name>{target ? lineName(target, t) : ''}</Name> }}
        />,
        t('line.mergeAll'),
        t('line.mergeBack'),
      ]}
      action={t('line.mergeDo')}
      busy={merging.isPending && t('line.merging')}
      disabled={into === undefined}
      error={merging.error}
      onClose={onClose}
      onAction={() => merging.mutate()}
    >
      <SelectField
        label={t('line.mergeInto')}
        value={into}
        onChange={({ target: { value } }) => setInto(Number(value))}
      >
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            {lineName(other, t)}
          </option>
        ))}
      </SelectField>
    </ConfirmAction>
  )
}

interface LineMenuProps {
  readonly line: SaveLine
  /** All lines of its game. */
  readonly lines: readonly SaveLine[]
  readonly person: number | undefined
}

/** What is done with a line as a whole. */
export function LineMenu({ line, lines, person }: LineMenuProps) {
  const { t } = useTranslation()
  const [doing, setDoing] = useState<'rename' | 'merge' | null>(null)
  const others = lines.filter(({ id, kind }) => id !== line.id && kind === line.kind)
  const onClose = () => setDoing(null)
  return (
    <>
      <Menu label={t('line.actions', { name: lineName(line, t) })}>
        <MenuItem onClick={() => setDoing('rename')}>{t('line.rename')}</MenuItem>
        {others.length > 0 ? <MenuItem onClick={() => setDoing('merge')}>{t('line.merge')}</MenuItem> : null}
      </Menu>
      {doing === 'rename' ? <RenameLine line={line} person={person} onClose={onClose} /> : null}
      {doing === 'merge' ? <MergeLine line={line} others={others} person={person} onClose={onClose} /> : null}
    </>
  )
}
