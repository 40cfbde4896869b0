/** Names of devices, which Windows takes for the devices themselves whatever follows the dot. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i

/** Bytes of UTF-8 a name may have: with a number and in a deep folder it still fits everywhere. */
const mostBytes = 120

/** A name that every system takes for one file or folder and shows as it is. */
export function portableName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[<>:"/\\|?*\p{Cc}\p{Surrogate}\u202A-\u202E\u2066-\u2069]/gu, '_')
    .replaceAll(/^\s+|[\s.]+$/gu, '')
  const name = shortened(plain).replace(devices, '_$&')
  return name === '' || /^\.+$/.test(name) ? '_' : name
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Keeps the ending: programs tell a save by it. */
function shortened(name: string): string {
  if (bytes(name) <= mostBytes) return name
  const { stem, ending } = parts(name)
  const letters = [...stem]
  while (letters.length > 1 && bytes(letters.join('') + ending) > mostBytes) letters.pop()
  return letters.join('').trimEnd() + ending
}

function parts(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.')
  const isEnding = dot > 0 && name.length - dot <= 16
  return isEnding ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: '' }
}

/** Gives each thing in a folder a name of its own, also where case and Unicode form do not count. */
export class PortablePaths {
  private readonly taken = new Set<string>()
  private readonly folders = new Map<string, string>()

  /** A path no other file or folder has. @param parent ends with a slash, or is empty. */
  file(parent: string, wanted: string): string {
    const { stem, ending } = parts(portableName(wanted))
    for (let place = 1; ; place += 1) {
      const path = `${parent}${stem}${place === 1 ? '' : ` (${place})`}${ending}`
      const key = path.normalize('NFKC').toLowerCase()
      if (this.taken.has(key)) continue
      this.taken.add(key)
      return path
    }
  }

  /** The folder of one thing, always the same one; ends with a slash. @param id names the thing in that parent. */
  folder(parent: string, wanted: string, id: string): string {
    const key = `${parent}\0${id}`
    const known = this.folders.get(key)
    if (known !== undefined) return known
    const made = `${this.file(parent, wanted)}/`
    this.folders.set(key, made)
    return made
  }
}
