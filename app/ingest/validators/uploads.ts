import vine from '@vinejs/vine'

/** What comes in `Upload-Metadata` when an upload is created. */
export const uploadMetadata = vine.create({
  filename: vine.string().trim().minLength(1).maxLength(255),
  titleId: vine.string().uuid().optional().requiredIfMissing('episodeId'),
  episodeId: vine.string().uuid().optional().requiredIfMissing('titleId'),
  /** MIME type, as tus clients send it. */
  filetype: vine.string().maxLength(127).optional(),
  /** SHA-256 of the whole file, 64 hexadecimal digits. */
  sha256: vine
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional(),
})

export const uploadParams = vine.create({ uploadId: vine.string().uuid() })
