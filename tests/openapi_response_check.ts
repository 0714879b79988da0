import assert from 'node:assert/strict'
import { ApiClient, type ApiResponse } from '@japa/api-client'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { allEndpoints, type EndpointSpec } from '#core/http/endpoint'
import { openApiDocument } from '#core/http/openapi'

/** What came back for a request, as far as the OpenAPI document speaks of it. */
export interface Answer {
  method: string
  path: string
  status: number
  contentType: string
  body: unknown
}

interface Operation {
  method: string
  pattern: string
  form: RegExp
  spec: EndpointSpec
}

type Document = ReturnType<typeof openApiDocument>

const NOT_MODIFIED = 304

/** Compares answers with the OpenAPI document that this application serves. */
class DocumentedAnswers {
  readonly #document: Document = openApiDocument('http://localhost')
  readonly #ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  readonly #compiled = new Map<string, ValidateFunction>()
  readonly #operations: Operation[] = allEndpoints()
    .map(({ method, pattern, spec }) => ({ method, pattern, spec, form: formOf(pattern) }))
    .sort((a, b) => placeholders(a.pattern) - placeholders(b.pattern))

  /** @throws AssertionError that names what differs. */
  check(answer: Answer): void {
    if (answer.status === NOT_MODIFIED || answer.method === 'HEAD') return
    if (answer.contentType.startsWith('application/problem+json')) return this.#checkProblem(answer)
    const operation = this.#operations.find(
      ({ method, form }) => method === answer.method && form.test(answer.path)
    )
    if (!operation) {
      assert.ok(!answer.path.startsWith('/v1/'), `${say(answer)}: no such operation is documented`)
      return
    }
    this.#checkSuccess(answer, operation)
  }

  #checkProblem(answer: Answer): void {
    const { Problem } = this.#document.components.schemas
    this.#validate('Problem', Problem, answer)
    assert.equal((answer.body as { status: number }).status, answer.status, say(answer))
  }

  #checkSuccess(answer: Answer, { method, pattern, spec }: Operation): void {
    const isJson = answer.contentType.startsWith('application/json')
    const documented = spec.responses[answer.status]
    assert.ok(
      answer.status < 400 || !isJson || documented,
      `${say(answer)}: an error must be a problem document`
    )
    assert.ok(documented !== undefined, `${say(answer)}: this status is not documented`)
    if (documented === null) {
      assert.ok(!isJson || spec.produces, `${say(answer)}: no JSON is documented for this status`)
      return
    }
    assert.ok(isJson, `${say(answer)}: JSON is documented, ${answer.contentType} came`)
    const schema = this.#schemaOf(method, pattern, answer.status)
    this.#validate(`${method} ${pattern} ${answer.status}`, schema, answer)
  }

  #schemaOf(method: string, pattern: string, status: number): object {
    const path = pattern.replace(/:(\w+)\??/g, '{$1}').replace(/\*$/, '{path}')
    const operation = this.#document.paths[path]?.[method.toLowerCase()] as {
      responses: Record<number, { content: Record<string, { schema: object }> }>
    }
    return operation.responses[status]!.content['application/json']!.schema
  }

  #validate(name: string, schema: object, answer: Answer): void {
    const validate = this.#compiled.get(name) ?? this.#ajv.compile(schema)
    this.#compiled.set(name, validate)
    if (validate(answer.body)) return
    const differences = (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message} ${JSON.stringify(params)}`
    )
    assert.fail(
      `${say(answer)} differs from the OpenAPI document: ${differences.join('; ')}\n` +
        JSON.stringify(answer.body)
    )
  }
}

function say({ method, path, status }: Answer): string {
  return `${method} ${path} → ${status}`
}

function placeholders(pattern: string): number {
  return (pattern.match(/[:*]/g) ?? []).length
}

function formOf(pattern: string): RegExp {
  const form = pattern
    .replace(/[.+()]/g, '\\$&')
    .replace(/\/:\w+\?/g, '(/[^/]+)?')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*')
  return new RegExp(`^${form}$`)
}

let documented: DocumentedAnswers | undefined

/** Fails unless an answer is what the OpenAPI document says. */
export function assertDocumented(answer: Answer): void {
  documented ??= new DocumentedAnswers()
  documented.check(answer)
}

function check(response: ApiResponse): void {
  const { method, endpoint } = response.request.config
  assertDocumented({
    method,
    path: new URL(endpoint, 'http://localhost').pathname,
    status: response.status(),
    contentType: response.header('content-type') ?? '',
    body: response.body(),
  })
}

/** From now on every answer that the tests' API client gets is compared with the document. */
export function checkEveryResponse(): void {
  ApiClient.teardown(check)
}
