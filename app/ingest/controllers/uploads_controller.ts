import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ingestConfig from '#config/ingest'
import { CompleteUpload } from '../actions/complete_upload.js'
import { CreateUpload } from '../actions/create_upload.js'
import { DiscardUpload } from '../actions/discard_upload.js'
import { E_UPLOAD_GONE, E_UPLOAD_INCOMPLETE } from '../errors.js'
import type Upload from '../models/upload.js'
import { FindOwnUpload } from '../queries/find_own_upload.js'
import { FindUploadJob } from '../queries/find_upload_job.js'
import { ownerOf } from '../stream_owner.js'
import { transformJob } from '../transformers/job_transformer.js'
import { CHECKSUM_ALGORITHMS } from '../uploads/checksum.js'
import { exchangeByTus, TUS_HEADERS } from '../uploads/tus_exchange.js'
import { EXTENSIONS, JOB_HEADER } from '../uploads/tus_server.js'
import { readUploadLength, readUploadMetadata } from '../uploads/upload_request.js'

/** Resumable uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload). */
export default class UploadsController {
  async options(ctx: HttpContext) {
    for (const [name, value] of Object.entries(TUS_HEADERS)) ctx.response.header(name, value)
    ctx.response.header('tus-extension', EXTENSIONS.join(','))
    ctx.response.header('tus-max-size', String(ingestConfig.maxBytes))
    ctx.response.header('tus-checksum-algorithm', CHECKSUM_ALGORITHMS.join(','))
    ctx.response.status(204)
  }

  @inject()
  async store(ctx: HttpContext, createUpload: CreateUpload, discardUpload: DiscardUpload) {
    const metadata = await readUploadMetadata(ctx.request.header('upload-metadata'))
    const upload = await createUpload.handle({
      accountId: ctx.principal.accountId,
      owner: ownerOf({
        titleId: metadata.titleId ?? null,
        episodeId: metadata.episodeId ?? null,
      }),
      filename: metadata.filename,
      claimedType: metadata.filetype,
      claimedSha256: metadata.sha256,
      sizeBytes: readUploadLength(ctx.request.header('upload-length')),
    })
    try {
      await exchangeByTus(ctx, { id: upload.id, isNew: true })
    } catch (error) {
      await discardUpload.handle({ uploadId: upload.id })
      throw error
    }
  }

  @inject()
  async offset(ctx: HttpContext, completeUpload: CompleteUpload) {
    const upload = await this.#own(ctx)
    await exchangeByTus(ctx, upload)
    const isComplete = ctx.response.getHeader('upload-offset') === String(upload.sizeBytes)
    // The answer to the last byte may have been lost, or never made.
    if (isComplete) {
      ctx.response.header(JOB_HEADER, await completeUpload.handle({ uploadId: upload.id }))
    }
  }

  async append(ctx: HttpContext) {
    await exchangeByTus(ctx, await this.#own(ctx))
  }

  @inject()
  async destroy(ctx: HttpContext, discardUpload: DiscardUpload) {
    const upload = await this.#own(ctx)
    await exchangeByTus(ctx, upload)
    await discardUpload.handle({ uploadId: upload.id })
  }

  @inject()
  async job(ctx: HttpContext, findOwnUpload: FindOwnUpload, findUploadJob: FindUploadJob) {
    const upload = await findOwnUpload.handle({
      accountId: ctx.principal.accountId,
      uploadId: ctx.params.uploadId,
    })
    const job = await findUploadJob.handle({ uploadId: upload.id })
    if (!job) throw new E_UPLOAD_INCOMPLETE()
    return transformJob(job)
  }

  async #own(ctx: HttpContext): Promise<Upload> {
    const upload = await new FindOwnUpload().handle({
      accountId: ctx.principal.accountId,
      uploadId: ctx.params.uploadId,
    })
    if (upload.state === 'removed') throw new E_UPLOAD_GONE({ headers: TUS_HEADERS })
    return upload
  }
}
