import { type ReactNode, useRef } from 'react'
import { inParts, useNear } from './use-near'

interface PartProps<Item> {
  readonly items: readonly Item[]
  /** What a row is expected to take, in pixels. */
  readonly rowHeight: number
  readonly className: string | undefined
  /** Makes the list item of one, with its key. */
  readonly children: (item: Item) => ReactNode
}

function Part<Item>({
  items,
  rowHeight,
  className,
  children,
  isFirst,
}: PartProps<Item> & { readonly isFirst: boolean }) {
  const place = useRef<HTMLUListElement>(null)
  const { near, height } = useNear(place, isFirst, items.length * rowHeight)
  return (
    <ul ref={place} className={className} style={near ? undefined : { height }}>
      {near ? items.map(children) : null}
    </ul>
  )
}

interface LongListProps<Item> extends PartProps<Item> {
  /** How many rows are drawn or left out as one. */
  readonly partSize: number
}

/** A list of any length, of which only what is near the window is drawn. */
export function LongList<Item>({ items, partSize, ...props }: LongListProps<Item>) {
  return inParts(items, partSize).map((part, index) => (
    <Part key={index} {...props} items={part} isFirst={index === 0} />
  ))
}
