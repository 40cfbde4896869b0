import { expect, test } from 'vitest'
import { z } from 'zod'
import { fieldProblems } from '../../../main/server/field-problems'
import { registerDevice } from '../../../shared/api/devices'
import { getRomContent, listRoms } from '../../../shared/api/roms'

function problemsOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input)
  return error ? fieldProblems('query', error, input) : []
}

test('a bound that is not itself allowed is not said to be', () => {
  expect(problemsOf(getRomContent.params, { id: '0', name: 'x' })).toEqual([
    { type: 'greater_than', msg: 'Input should be greater than 0', loc: ['query', 'id'], input: '0' },
  ])
  expect(problemsOf(listRoms.query, { limit: '0' })).toMatchObject([
    { type: 'greater_than_equal', msg: 'Input should be greater than or equal to 1' },
  ])
})

test('a part of a list in one text that is no number is wrong, and not missing', () => {
  expect(problemsOf(getRomContent.query, { file_ids: '7,abc' })).toMatchObject([
    { type: 'int_parsing', loc: ['query', 'file_ids', 1], input: '7,abc' },
  ])
})

test('where several forms would do, each is named', () => {
  expect(problemsOf(listRoms.query, { platform_ids: 'abc' })).toEqual([
    {
      type: 'list_type',
      msg: 'Input should be a valid list, or: Input should be a valid integer, unable to parse string as an integer',
      loc: ['query', 'platform_ids'],
      input: 'abc',
    },
  ])
  expect(problemsOf(registerDevice.body, { ip_address: 'x' })).toMatchObject([
    { msg: 'String should match pattern of ipv4, or: String should match pattern of ipv6' },
  ])
})

test('what is not there is missing, at every depth', () => {
  const schema = z.object({ list: z.array(z.object({ name: z.string() })) })
  expect(problemsOf(schema, { list: [{}] })).toEqual([
    { type: 'missing', msg: 'Field required', loc: ['query', 'list', 0, 'name'], input: {} },
  ])
  expect(problemsOf(schema, undefined)).toMatchObject([{ type: 'missing', loc: ['query'] }])
})
