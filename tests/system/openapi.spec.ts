import { Validator } from '@seriousme/openapi-schema-validator'
import { test } from '@japa/runner'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { allEndpoints } from '#core/http/endpoint'
import { assertDocumented } from '../openapi_response_check.js'

interface Operation {
  'operationId': string
  'x-access': string
  'parameters': { name: string; in: string; schema: object }[]
  'requestBody'?: { content: Record<string, { schema: object }> }
  'responses': Record<string, { content?: Record<string, { schema?: object }> }>
}

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

function operations(document: OpenApi): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ])
  )
}

/** Every JSON Schema of an operation, with its place for messages. */
function schemas([place, operation]: [string, Operation]): [string, object][] {
  const contents = [
    operation.requestBody?.content,
    ...Object.values(operation.responses).map(({ content }) => content),
  ]
  const bodies = contents.flatMap((content) =>
    Object.values(content ?? {}).flatMap(({ schema }) => (schema ? [schema] : []))
  )
  const parameters = operation.parameters.map(({ schema }) => schema)
  return [...bodies, ...parameters].map((schema) => [place, schema])
}

test.group('The OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async ({ client, assert }) => {
    const response = await client.get('/v1/openapi.json')
    response.assertStatus(200)
    const validator = new Validator()
    const result = await validator.validate(response.body())
    assert.isTrue(result.valid, JSON.stringify(result.errors, null, 2))
    assert.equal(validator.version, '3.1')
  })

  test('names each operation once and says who may call it', async ({ client, assert }) => {
    const response = await client.get('/v1/openapi.json')
    const all = operations(response.body())
    const ids = all.map(([, operation]) => operation.operationId)
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
    assert.deepEqual(twice, [])
    assert.isEmpty(all.filter(([, operation]) => !operation['x-access']))
    assert.isEmpty(ids.filter((id) => !/^[a-z][A-Za-z0-9]*$/.test(id)))
  })

  test('holds every declared route, with each placeholder as a parameter', async ({
    client,
    assert,
  }) => {
    const response = await client.get('/v1/openapi.json')
    const all = operations(response.body())
    const declared = allEndpoints().filter(({ method }) => method !== 'HEAD')
    assert.isAtLeast(all.length, declared.length)
    for (const [place, operation] of all) {
      const placeholders = [...place.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const named = operation.parameters
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name)
      assert.deepEqual(named, placeholders, place)
    }
  })

  test('holds schemas that are JSON Schema 2020-12', async ({ client, assert }) => {
    const response = await client.get('/v1/openapi.json')
    const ajv = addFormats.default(new Ajv2020({ strict: false }))
    ajv.addSchema({ $id: 'document', ...response.body() })
    for (const [place, schema] of operations(response.body()).flatMap(schemas)) {
      assert.isTrue(ajv.validateSchema(schema), `${place}: ${ajv.errorsText()}`)
    }
  })

  test('can be read as a page', async ({ client }) => {
    const response = await client.get('/docs')
    response.assertStatus(200)
    response.assertTextIncludes('/v1/openapi.json')
  })
})

test.group('Comparing answers with the OpenAPI document', () => {
  const profile = {
    id: '01920000-0000-7000-8000-000000000000',
    name: 'Ada',
    avatar: null,
    language: 'en',
    kids: false,
    maturityLimit: 18,
    autoplayNextEpisode: true,
    autoplayPreviews: true,
    subtitleStyle: null,
    hasPin: false,
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  const listed = {
    method: 'GET',
    path: '/v1/profiles',
    status: 200,
    contentType: 'application/json; charset=utf-8',
  }
  const problem = {
    type: 'urn:flixflow:problem:auth.required',
    title: 'Log in first',
    status: 401,
    code: 'auth.required',
    detail: 'Log in first',
  }
  const refused = { ...listed, status: 401, contentType: 'application/problem+json' }

  test('passes what is documented', () => {
    assertDocumented({ ...listed, body: { items: [profile] } })
    assertDocumented({ ...refused, body: problem })
  })

  test('fails for {0}')
    .with([
      ['an unknown field', { ...listed, body: { items: [{ ...profile, pin: '1234' }] } }],
      ['a missing field', { ...listed, body: { items: [{ ...profile, name: undefined }] } }],
      ['a field of another type', { ...listed, body: { items: [{ ...profile, kids: 'no' }] } }],
      [
        'a time in another form',
        { ...listed, body: { items: [{ ...profile, createdAt: '1/2' }] } },
      ],
      ['an undocumented status', { ...listed, status: 202, body: { items: [] } }],
      ['an undocumented address', { ...listed, path: '/v1/nothing', body: {} }],
      ['text instead of JSON', { ...listed, contentType: 'text/html', body: {} }],
      [
        'an error that is no problem',
        { ...refused, contentType: 'application/json', body: problem },
      ],
      ['a problem without a code', { ...refused, body: { ...problem, code: undefined } }],
      ['a problem with another status', { ...refused, body: { ...problem, status: 403 } }],
    ] as [string, Parameters<typeof assertDocumented>[0]][])
    .run(({ assert }, [, answer]) => {
      const overHttp = { ...answer, body: JSON.parse(JSON.stringify(answer.body)) }
      assert.throws(() => assertDocumented(overHttp))
    })
})
