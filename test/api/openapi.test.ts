import type { Router } from '@koa/router'
import { Ajv2020 } from 'ajv/dist/2020'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenApiDocument, openApiDocument, type Operation } from '../../shared/api/openapi'
import { describeApi } from '../../shared/openapi/describe-api'
import { contract } from '../helpers/endpoints'
import type { TestHub } from '../helpers/hub'
import { startHubWithRouter, routesOf } from '../helpers/router'
import { call } from './call'

let hub: TestHub
let router: Router
let served: OpenApiDocument
beforeAll(async () => {
  const started = await startHubWithRouter()
  hub = started.hub
  router = started.router
  served = openApiDocument.parse((await call(hub, 'GET', '/api/openapi.json')).body)
})
afterAll(() => hub.stop())

function operations(of = served): [string, Operation][] {
  return Object.entries(of.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      described,
    ]),
  )
}

function operation(name: string): Operation {
  const found = operations().find(([each]) => each === name)?.[1]
  if (!found) throw new Error(`${name} is not described`)
  return found
}

test('it is open, JSON, and the same at both addresses', async () => {
  const own = await call(hub, 'GET', '/api/openapi.json')
  const romms = await call(hub, 'GET', '/openapi.json')
  expect(own).toMatchObject({
    status: 200,
    headers: { 'content-type': expect.stringMatching(/^application\/json/) },
  })
  expect(romms.text).toBe(own.text)
  expect(served.info).toMatchObject({ title: 'Roost', version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
})

test('every route of the router is described, and nothing else', () => {
  const routes = routesOf(router)
  expect(routes.length).toBeGreaterThan(20)
  expect(
    operations()
      .map(([name]) => name)
      .sort(),
  ).toEqual(routes)
})

test('every route of the router is in the contract the harness checks answers with', () => {
  const known = contract.map(({ method, path }) => `${method} ${path}`)
  expect(routesOf(router).filter((route) => !known.includes(route))).toEqual([])
})

describe('the document', () => {
  test('operations have unique ids, a known tag, and every parameter of their path', () => {
    const ids = operations().map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const tags = new Set(served.tags.map(({ name }) => name))
    for (const [name, { tags: own, parameters }] of operations()) {
      expect(
        own.every((tag) => tags.has(tag)),
        name,
      ).toBe(true)
      const inPath = parameters.filter((parameter) => parameter.in === 'path')
      expect(
        inPath.map((parameter) => `{${parameter.name}}`),
        name,
      ).toEqual(name.match(/\{\w+\}/g) ?? [])
      expect(
        inPath.every((parameter) => parameter.required),
        name,
      ).toBe(true)
    }
  })

  test('every schema is valid JSON Schema 2020-12, and every reference leads somewhere', () => {
    const validator = new Ajv2020({ strictTypes: false, strictRequired: false, validateFormats: false })
    validator.addVocabulary(['components'])
    // Added once: with each schema anew, the components would be compiled hundreds of times.
    validator.addSchema({ $id: 'hub:/description', components: served.components })
    const compile = (schema: object) =>
      validator.compile(
        JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"hub:/description#/components/')),
      )
    let count = 0
    for (const [name, { parameters, requestBody, responses }] of operations()) {
      const contents = [requestBody, ...Object.values(responses)].flatMap((part) =>
        Object.values(part?.content ?? {}),
      )
      for (const { schema } of [...parameters, ...contents]) {
        expect(() => compile(schema), name).not.toThrow()
        count += 1
      }
    }
    expect(count).toBeGreaterThan(100)
    expect(() => compile({ $ref: '#/components/schemas/Nothing' })).toThrow()
  })

  test('each way in that is named is a scheme, with scopes that exist', () => {
    const schemes = Object.keys(served.components.securitySchemes)
    expect(schemes.sort()).toEqual(['accessToken', 'basic', 'clientToken', 'session'])
    for (const [name, { security, 'x-required-scopes': needed }] of operations()) {
      for (const way of security) {
        const [[scheme, scopes] = []] = Object.entries(way)
        expect(schemes, name).toContain(scheme)
        expect(scopes, name).toEqual(needed)
      }
    }
  })

  test('the cookie it names is the one that is set', () => {
    expect(served.components.securitySchemes['session']?.['name']).toMatch(/^roost_session_\w+$/)
  })

  test('shared objects are written once and referred to', () => {
    expect(Object.keys(served.components.schemas)).toEqual(
      expect.arrayContaining(['Device', 'Refusal', 'ClientToken']),
    )
    expect(operation('GET /api/devices').responses['200']?.content).toEqual({
      'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Device' } } },
    })
  })
})

describe('operations, looked at one by one', () => {
  test('open, with a form', () => {
    const { security, requestBody, responses } = operation('POST /api/token')
    expect(security).toEqual([])
    expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/x-www-form-urlencoded'])
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '413', '415', '422', '429'])
  })

  test('for a person with a scope: no client token', () => {
    const approve = operation('POST /api/auth/device/approve')
    expect(approve).toMatchObject({ 'x-access': 'person', 'x-required-scopes': ['me.write'] })
    expect(approve.security.flatMap(Object.keys)).toEqual(['session', 'basic', 'accessToken'])
    expect(approve.parameters).toMatchObject([
      { name: 'person', in: 'query', required: false, schema: { type: 'integer' } },
    ])
    expect(approve.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['user_code', 'approved_scopes'],
      properties: { user_code: { type: 'string', minLength: 1, maxLength: 32 } },
    })
    expect(Object.keys(approve.responses)).toEqual(
      expect.arrayContaining(['401', '403', '404', '410', '422']),
    )
  })

  test('summaries name no notes of ours, but keep what a reader can look up', () => {
    const summaries = operations().map(([, { summary }]) => summary)
    expect(summaries.filter((summary) => /\.md|design section|W-\d/.test(summary))).toEqual([])
    expect(operation('POST /oauth/revoke').summary).toContain('(RFC 7009)')
  })

  test('for any credential', () => {
    const { security, responses } = operation('GET /api/platforms')
    expect(security).toContainEqual({ clientToken: ['platforms.read'] })
    expect(Object.keys(responses)).toEqual(['200', '401', '403', '429'])
  })

  test('an event stream, and an answer without a body', () => {
    expect(operation('GET /api/events').responses['200']?.content).toHaveProperty(['text/event-stream'])
    expect(operation('DELETE /api/devices/{id}').responses['204']).not.toHaveProperty('content')
  })

  test('the standard OAuth door refuses in its own words', () => {
    const { responses } = operation('POST /oauth/token')
    expect(responses).not.toHaveProperty('422')
    expect(responses['400']?.content).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/OAuthError' } },
    })
  })
})

test('it is made from the contract alone: the same endpoints give the same document', () => {
  const names = new Set(operations().map(([name]) => name))
  const bound = contract.filter(({ method, path }) => names.has(`${method} ${path}`))
  const cookie = served.components.securitySchemes['session']?.['name'] ?? ''
  const again = describeApi(bound, { version: served.info.version, cookie })
  expect(Object.fromEntries(operations(again))).toEqual(Object.fromEntries(operations()))
  expect(again.components).toEqual(served.components)
})
