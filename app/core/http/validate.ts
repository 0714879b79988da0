import type { HttpContext } from '@adonisjs/core/http'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import type { VineValidator } from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { E_INVALID_REQUEST, type ProblemField } from '#core/problem'

type Validator<S extends SchemaTypes> = VineValidator<S, Record<string, any> | undefined>

const schemas = new WeakMap<object, JSONSchema7>()

/** A validator's JSON Schema, made once. */
export function jsonSchemaOf(validator: { toJSONSchema(): JSONSchema7 }): JSONSchema7 {
  let schema = schemas.get(validator)
  if (!schema) {
    schema = validator.toJSONSchema()
    schemas.set(validator, schema)
  }
  return schema
}

function unknownFields(value: unknown, schema: JSONSchema7, path: string): ProblemField[] {
  if (Array.isArray(value)) {
    const items = schema.items
    if (!items || typeof items !== 'object' || Array.isArray(items)) return []
    return value.flatMap((entry, index) => unknownFields(entry, items, `${path}${index}.`))
  }
  if (typeof value !== 'object' || value === null) return []
  const { properties } = schema
  if (!properties || schema.additionalProperties === true) return []
  return Object.entries(value).flatMap(([name, entry]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (known === undefined) {
      return [{ field: `${path}${name}`, message: `The field ${path}${name} is not known here.` }]
    }
    return typeof known === 'object' ? unknownFields(entry, known, `${path}${name}.`) : []
  })
}

/**
 * A value from elsewhere than a request, checked like a body.
 * @throws E_INVALID_REQUEST for unknown fields; VineJS's own error for wrong ones
 */
export async function validateValue<S extends SchemaTypes>(
  value: unknown,
  validator: Validator<S>
): Promise<Infer<S>> {
  const unknown = unknownFields(value, jsonSchemaOf(validator), '')
  if (unknown.length > 0) {
    throw new E_INVALID_REQUEST({
      detail: unknown.map((entry) => entry.message).join(' '),
      fields: unknown,
    })
  }
  return validator.validate(value)
}

/**
 * The request's JSON body, checked.
 * @throws E_INVALID_REQUEST (422) naming each field that is wrong, missing or unknown.
 */
export function validateBody<S extends SchemaTypes>(
  ctx: HttpContext,
  validator: Validator<S>
): Promise<Infer<S>> {
  return validateValue(ctx.request.body(), validator)
}

/** The query string, checked like a body. */
export function validateQuery<S extends SchemaTypes>(
  ctx: HttpContext,
  validator: Validator<S>
): Promise<Infer<S>> {
  return validateValue(ctx.request.qs(), validator)
}

/** The route's parameters, checked like a body. */
export function validateParams<S extends SchemaTypes>(
  ctx: HttpContext,
  validator: Validator<S>
): Promise<Infer<S>> {
  return validateValue(ctx.params, validator)
}
