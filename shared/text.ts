import { z } from 'zod'

/**
 * Text of `minimum` to `maximum` characters (Unicode code points, as RomM's server counts them), without NUL and
 * without lone surrogates, neither of which a database or a terminal keeps as it was (W-32).
 */
export function text(minimum: number, maximum: number) {
  const checked = z.string().check((context) => {
    const length = [...context.value].length
    if (length < minimum) {
      context.issues.push({
        code: 'too_small',
        origin: 'string',
        minimum,
        inclusive: true,
        input: context.value,
      })
    } else if (length > maximum) {
      context.issues.push({
        code: 'too_big',
        origin: 'string',
        maximum,
        inclusive: true,
        input: context.value,
      })
    } else if (/[\0\p{Surrogate}]/u.test(context.value)) {
      context.issues.push({
        code: 'custom',
        message: 'The text holds a character that cannot be stored',
        input: context.value,
      })
    }
  })
  // For descriptions: code points are what JSON Schema counts, too.
  return checked.meta({ minLength: minimum, maxLength: maximum })
}

/** A moment on the wire: UTC, milliseconds, `Z` (own.md; clients.md 0.3). */
export const timestamp = z.iso.datetime({ precision: 3 })
