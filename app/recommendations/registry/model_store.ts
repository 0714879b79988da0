import drive from '@adonisjs/drive/services/main'
import type { ByteStore } from '#ml/registry/byte_store'

const FOLDER = 'recommendations/models/'
const PARTIAL = '.partial'

/**
 * The artefacts of models on Drive. A file is written beside its place and then moved there, so that
 * nobody reads half of one; what a writer that died left behind is listed under its own name.
 */
export const modelStore: ByteStore = {
  async put(name, bytes) {
    const disk = drive.use()
    await disk.put(`${FOLDER}${name}${PARTIAL}`, bytes)
    await disk.move(`${FOLDER}${name}${PARTIAL}`, `${FOLDER}${name}`)
  },

  async get(name) {
    const disk = drive.use()
    if (!(await disk.exists(`${FOLDER}${name}`))) return null
    return disk.getBytes(`${FOLDER}${name}`)
  },

  async list() {
    const disk = drive.use()
    const names: string[] = []
    let paginationToken: string | undefined
    do {
      const page = await disk.listAll(FOLDER, { recursive: true, paginationToken })
      for (const entry of page.objects) {
        if (entry.isFile) names.push(entry.key.slice(FOLDER.length))
      }
      paginationToken = page.paginationToken
    } while (paginationToken !== undefined)
    return names
  },

  async delete(name) {
    await drive.use().delete(`${FOLDER}${name}`)
  },
}
