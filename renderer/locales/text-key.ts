import type source from './en-US.json'

type Plural = '_zero' | '_one' | '_two' | '_few' | '_many' | '_other'
type WithoutPlural<Key> = Key extends `${infer Stem}${Plural}` ? Stem : Key

/** A key of the texts, a plural one by its stem. */
export type TextKey = WithoutPlural<keyof typeof source>
