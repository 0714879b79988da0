/** Absolute paths of the external programs that the pipeline starts. */
export interface MediaTools {
  ffmpeg: string
  ffprobe: string
  packager: string
}
