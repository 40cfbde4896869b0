/**
 * Options of an LRUCache that holds no more than `count` entries, the one used longest ago making room, and takes
 * memory only for those it has: with `max` it would take all of it when it is made, and most caches stay nearly empty.
 */
export function atMost(count: number): { readonly maxSize: number; readonly sizeCalculation: () => number } {
  return { maxSize: count, sizeCalculation: () => 1 }
}
