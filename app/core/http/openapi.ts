import type { JSONSchema7 } from 'json-schema'
import type { Access } from '#core/http/access'
import { allEndpoints, type AnyValidator, type EndpointSpec } from '#core/http/endpoint'
import { jsonSchemaOf } from '#core/http/validate'

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: clients may branch on it.' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

type Security = Record<string, string[]>[]

function securityOf(access: Access): Security {
  switch (access) {
    case 'public':
      return []
    case 'play-session':
      return [{ playSessionToken: [] }]
    case 'signed-url':
      return [{ edgePolicy: [] }]
    case 'internal':
      return [{ metricsToken: [] }]
    default:
      return [{ accessToken: [] }]
  }
}

/** `/v1/titles/:titleId` as OpenAPI writes it; a trailing `*` becomes the parameter `path`. */
function openApiPath(pattern: string): string {
  return pattern.replace(/:(\w+)\??/g, '{$1}').replace(/\*$/, '{path}')
}

function pathParameters(pattern: string, params?: AnyValidator) {
  const schemas = params ? (jsonSchemaOf(params).properties ?? {}) : {}
  const names = [...openApiPath(pattern).matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  return names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: schemas[name] ?? { type: 'string' },
  }))
}

function queryParameters(query?: AnyValidator) {
  if (!query) return []
  const schema = jsonSchemaOf(query)
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }))
}

function jsonContent(schema: JSONSchema7 | object, mediaType = 'application/json') {
  return { [mediaType]: { schema } }
}

function responsesOf(spec: EndpointSpec) {
  const successes = Object.entries(spec.responses).map(([status, validator]) => [
    status,
    {
      description: spec.summary,
      ...(validator
        ? { content: jsonContent(answered(jsonSchemaOf(validator))) }
        : spec.produces
          ? { content: Object.fromEntries([spec.produces].flat().map((type) => [type, {}])) }
          : {}),
    },
  ])
  return {
    ...Object.fromEntries(successes),
    default: {
      description: 'A problem (RFC 9457)',
      content: jsonContent({ $ref: '#/components/schemas/Problem' }, 'application/problem+json'),
    },
  }
}

function operation(method: string, pattern: string, spec: EndpointSpec) {
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 255 },
  }
  const ifMatch = { name: 'If-Match', in: 'header', required: false, schema: { type: 'string' } }
  return {
    'operationId': `${method.toLowerCase()}${pattern.replace(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    'summary': spec.summary,
    'tags': [spec.tag],
    'x-access': spec.access,
    ...(spec.presence ? { 'x-presence': spec.presence } : {}),
    'security': securityOf(spec.access),
    'parameters': [
      ...pathParameters(pattern, spec.params),
      ...queryParameters(spec.query),
      ...(spec.idempotent ? [idempotencyKey] : []),
      ...(spec.conditional ? [ifMatch] : []),
    ],
    ...(spec.body
      ? { requestBody: { required: true, content: jsonContent(strict(jsonSchemaOf(spec.body))) } }
      : {}),
    'responses': responsesOf(spec),
  }
}

/** An answer's schema: a field that may be null is still always there, and VineJS leaves that out. */
function answered(schema: JSONSchema7): JSONSchema7 {
  return everyObject(schema, (object) => {
    const always = Object.entries(object.properties ?? {})
      .filter(([, field]) => typeof field === 'object' && [field.type].flat().includes('null'))
      .map(([name]) => name)
    return { ...object, required: [...new Set([...(object.required ?? []), ...always])] }
  })
}

/** The schema with unknown fields refused at every level, as `validateBody` does. */
function strict(schema: JSONSchema7): JSONSchema7 {
  return everyObject(schema, (object) => ({ additionalProperties: false, ...object }))
}

/** A copy of a schema with each object in it, at whatever depth, changed. */
function everyObject(
  schema: JSONSchema7,
  change: (object: JSONSchema7) => JSONSchema7
): JSONSchema7 {
  const copy: JSONSchema7 = { ...schema }
  if (copy.items && typeof copy.items === 'object' && !Array.isArray(copy.items)) {
    copy.items = everyObject(copy.items, change)
  }
  if (!copy.properties) return copy
  copy.properties = Object.fromEntries(
    Object.entries(copy.properties).map(([name, property]) => [
      name,
      typeof property === 'object' ? everyObject(property, change) : property,
    ])
  )
  return change(copy)
}

/** The OpenAPI 3.1 document of every declared route. */
export function openApiDocument(serverUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { method, pattern, spec } of allEndpoints()) {
    if (
      method === 'HEAD' &&
      allEndpoints().some((e) => e.method === 'GET' && e.pattern === pattern)
    ) {
      continue
    }
    const path = (paths[openApiPath(pattern)] ??= {})
    path[method.toLowerCase()] = operation(method, pattern, spec)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'FlixFlow',
      version: '1',
      description:
        'Films, shows and live channels in encrypted adaptive streams, with one viewing history.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        playSessionToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        metricsToken: { type: 'http', scheme: 'bearer' },
        edgePolicy: { type: 'apiKey', in: 'query', name: 'Policy' },
      },
    },
  }
}
