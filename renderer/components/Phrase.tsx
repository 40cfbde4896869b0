import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextKey } from '../locales/text-key'

interface PhraseProps {
  readonly text: TextKey
  readonly values?: Readonly<Record<string, string | number>>
  /** Elements for the `{{names}}` of the sentence: a person's name, a time, a code. */
  readonly slots: Readonly<Record<string, ReactNode>>
}

/**
 * A sentence with elements in it. The sentence is translated whole, with marks from a private range where the elements
 * go, and is cut there; nothing in a name can be taken for markup, and a language may order them as it likes.
 */
export function Phrase({ text, values, slots }: PhraseProps) {
  const { t } = useTranslation()
  const names = Object.keys(slots)
  const marks = Object.fromEntries(names.map((name, index) => [name, `\uE000${index}\uE001`]))
  const parts = t(text, { ...values, ...marks }).split(/\uE000(\d+)\uE001/)
  return parts.map((part, index) => (
    <Fragment key={index}>{index % 2 === 0 ? part : slots[names[Number(part)] ?? '']}</Fragment>
  ))
}
