import { newContentKeys, runPipeline } from '../../pipeline/index.js'
import { mediaTools } from './make_media.js'

/** A worker to be killed: `node pipeline_process.ts SOURCE FOLDER`. It says `transcoding` once it is. */
const [source = '', folder = ''] = process.argv.slice(2)
let told = false
await runPipeline({
  source,
  workFolder: `${folder}/work`,
  storageRoot: `${folder}/storage`,
  contentKeys: async (ladder) => newContentKeys(ladder),
  tools: await mediaTools(),
  settings: { preset: 'ultrafast', niceness: 0 },
  onProgress: ({ node, percent }) => {
    if (told || node !== 'transcode' || percent < 5) return
    told = true
    process.stdout.write('transcoding\n')
  },
})
