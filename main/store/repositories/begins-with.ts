/** In the order of an index on the name: of what begins so, nothing comes after the last character there is. */
export function beginsWith(start: string): string {
  return `file_name >= ${start} AND file_name < ${start} || char(0x10FFFF)`
}
