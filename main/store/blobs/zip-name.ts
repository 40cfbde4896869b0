import { Unhashable } from './unhashable'

/** The upper half of code page 437; its lower half is ASCII, control characters included, as Python has it. */
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** Bit 11 of the general purpose flag (APPNOTE.TXT 4.4.4). */
const isUtf8Flag = 0x800

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * An entry's name as text, decoded as the archive says (wire.md 6.9). It is never a path, so none is refused for where
 * it points. A line break is: with one in a name, two different archives could have one hash (W-68).
 */
export function nameOf(raw: Uint8Array, flags: number): string {
  const name = (flags & isUtf8Flag) === 0 ? fromCodePage437(raw) : fromUtf8(raw)
  if (name.includes('\n')) throw new Unhashable('ambiguous-name')
  return name
}

function fromUtf8(raw: Uint8Array): string {
  try {
    return utf8.decode(raw)
  } catch (cause) {
    throw new Unhashable('damaged', { cause })
  }
}

function fromCodePage437(raw: Uint8Array): string {
  return Array.from(raw, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : upperHalf.charAt(byte - 0x80),
  ).join('')
}
