/** "00001a40" as an offset, and bytes in pairs. */
export function pairsOf(hex: string): string[] {
  return hex.match(/../g) ?? []
}

export function offsetText(offset: number): string {
  return offset.toString(16).padStart(6, '0')
}

function letter(pair: string): string {
  const code = Number.parseInt(pair, 16)
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·'
}

/** Lines of place, bytes and letters, as such things have always been shown. */
export function hexDump(hex: string, perLine: number): string {
  const pairs = pairsOf(hex)
  const lines: string[] = []
  for (let start = 0; start < pairs.length; start += perLine) {
    const part = pairs.slice(start, start + perLine)
    const bytes = part.join(' ').padEnd(perLine * 3 - 1)
    lines.push(`${offsetText(start)}  ${bytes}  ${part.map(letter).join('')}`)
  }
  return lines.join('\n')
}
