import type { z } from 'zod'
import type { FieldProblem } from '../../shared/errors'

type Place = 'body' | 'query' | 'path'

/** Fields whose value is never repeated to anybody. */
const secret = /password|secret|token|code|sync_config/

const longestInput = 200

/** zod's issues in the words of wire.md 1.3, which clients and RomM's own tests know. */
export function fieldProblems(place: Place, error: z.ZodError, input: unknown): FieldProblem[] {
  return error.issues.map((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol')
    const value = valueAt(input, path)
    const around = valueAt(input, path.slice(0, -1))
    // A list in one text (`1,2`) is there, though its parts have no value of their own.
    const isPartOfText = typeof around === 'string' && path.length > 0
    const isMissing = issue.code === 'invalid_type' && value === undefined && !isPartOfText
    return {
      ...(isMissing ? { type: 'missing', msg: 'Field required' } : wording(issue)),
      loc: [place, ...path],
      input: shown(isMissing || isPartOfText ? around : value, path.join('.')),
    }
  })
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === String(part))?.[1]
        : undefined,
    input,
  )
}

function shown(value: unknown, path: string): unknown {
  if (secret.test(path)) return null
  if (typeof value === 'string') return value.slice(0, longestInput)
  if (typeof value !== 'object' || value === null) return value ?? null
  return isPresentable(value) && JSON.stringify(value).length <= longestInput ? value : {}
}

/** An object or list without secrets, and so shallow that it can be written down at all. */
function isPresentable(value: unknown, levels = 3): boolean {
  if (typeof value !== 'object' || value === null) return true
  return (
    levels > 0 &&
    Object.entries(value).every(([key, inner]) => !secret.test(key) && isPresentable(inner, levels - 1))
  )
}

function wording(issue: z.core.$ZodIssue): { type: string; msg: string } {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string'
        ? {
            type: 'string_too_short',
            msg: `String should have at least ${plural(issue.minimum, 'character')}`,
          }
        : issue.origin === 'array'
          ? {
              type: 'too_short',
              msg: `List should have at least ${plural(issue.minimum, 'item')} after validation`,
            }
          : issue.inclusive
            ? { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${issue.minimum}` }
            : { type: 'greater_than', msg: `Input should be greater than ${issue.minimum}` }
    case 'too_big':
      return issue.origin === 'string'
        ? { type: 'string_too_long', msg: `String should have at most ${plural(issue.maximum, 'character')}` }
        : issue.origin === 'array'
          ? {
              type: 'too_long',
              msg: `List should have at most ${plural(issue.maximum, 'item')} after validation`,
            }
          : { type: 'less_than_equal', msg: `Input should be less than or equal to ${issue.maximum}` }
    case 'invalid_type':
      return typeProblem(issue.expected)
    case 'invalid_value':
      return {
        type: 'enum',
        msg: `Input should be ${issue.values.map((value) => `'${String(value)}'`).join(' or ')}`,
      }
    case 'invalid_format':
      return { type: 'string_pattern_mismatch', msg: `String should match pattern of ${issue.format}` }
    case 'invalid_union':
      return eitherOf(
        issue.errors.flatMap((problems) => problems.slice(0, 1).map(wording)),
        issue.message,
      )
    default:
      return valueError(issue.message)
  }
}

function valueError(message: string): { type: string; msg: string } {
  return { type: 'value_error', msg: `Value error, ${message}` }
}

/** What is wrong with a value for each of the forms it may have. */
function eitherOf(
  forms: readonly { type: string; msg: string }[],
  message: string,
): { type: string; msg: string } {
  const [first] = forms
  return first
    ? { type: first.type, msg: [...new Set(forms.map(({ msg }) => msg))].join(', or: ') }
    : valueError(message)
}

function typeProblem(expected: string): { type: string; msg: string } {
  switch (expected) {
    case 'string':
      return { type: 'string_type', msg: 'Input should be a valid string' }
    case 'int':
    case 'number':
    case 'nan':
      return {
        type: 'int_parsing',
        msg: 'Input should be a valid integer, unable to parse string as an integer',
      }
    case 'array':
      return { type: 'list_type', msg: 'Input should be a valid list' }
    case 'boolean':
      return { type: 'bool_parsing', msg: 'Input should be a valid boolean, unable to interpret input' }
    default:
      return {
        type: 'model_attributes_type',
        msg: 'Input should be a valid dictionary or object to extract fields from',
      }
  }
}

function plural(count: number | bigint, noun: string): string {
  return `${count} ${noun}${Number(count) === 1 ? '' : 's'}`
}
