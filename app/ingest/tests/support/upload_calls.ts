import { newId } from '#core/ids'
import type { Editor } from './editor.js'

export const BASE = `http://${process.env.HOST}:${process.env.PORT}/v1/ingest/uploads`
export const TUS = { 'tus-resumable': '1.0.0' }
export const BYTES = 'application/offset+octet-stream'

export function metadata(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

export function call(editor: Editor, method: string, path: string, init: RequestInit = {}) {
  return fetch(path.startsWith('http') ? path : `${BASE}${path}`, {
    ...init,
    method,
    headers: { authorization: `Bearer ${editor.token}`, ...TUS, ...init.headers },
  })
}

export async function openUpload(
  editor: Editor,
  size: number,
  fields: Record<string, string> = {}
) {
  const response = await call(editor, 'POST', '', {
    headers: {
      'upload-length': String(size),
      'upload-metadata': metadata({ filename: 'film.mp4', titleId: newId(), ...fields }),
    },
  })
  const location = response.headers.get('location')
  return { response, id: location?.split('/').at(-1) ?? '' }
}

export function append(editor: Editor, id: string, offset: number, body: Uint8Array, headers = {}) {
  return call(editor, 'PATCH', `/${id}`, {
    headers: { 'content-type': BYTES, 'upload-offset': String(offset), ...headers },
    body: body as Uint8Array<ArrayBuffer>,
  })
}

export async function offsetOf(editor: Editor, id: string): Promise<number> {
  const response = await call(editor, 'HEAD', `/${id}`)
  return Number(response.headers.get('upload-offset'))
}
