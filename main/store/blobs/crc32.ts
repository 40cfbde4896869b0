const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320
  return value
})

/** The CRC-32 of archives (APPNOTE.TXT 4.4.7). Node has its own only from 20.15 on. */
export class Crc32 {
  private state = 0xffffffff

  add(bytes: Uint8Array): void {
    let { state } = this
    for (const byte of bytes) state = (state >>> 8) ^ (table[(state ^ byte) & 0xff] ?? 0)
    this.state = state
  }

  get value(): number {
    return (this.state ^ 0xffffffff) >>> 0
  }
}
