/** Writes viewing of a size to a file, away from the process that is measured. */
import { PlantedViewing, type ViewingSize } from '#ml/synthetic/planted_viewing'
import { writeCsv } from '#ml/synthetic/write_csv'

const { path, size } = JSON.parse(process.argv[2]!) as { path: string; size: ViewingSize }
const written = await writeCsv(path, new PlantedViewing(size).events())
console.log(JSON.stringify({ written }))
