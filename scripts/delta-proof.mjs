// node scripts/delta-proof.mjs FOLDER: writes Delta tables of this project's writer into a folder, with what is in them, so
// that another reader can be held to it: python3 scripts/delta-proof.py FOLDER
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBundle } from './bundle.mjs'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: node scripts/delta-proof.mjs FOLDER\n')
  process.exit(2)
}
const place = path.resolve(folder)
mkdirSync(place, { recursive: true })
const main = ensureBundle({
  entry: 'scripts/delta-proof-tables.ts',
  cache: 'delta-proof',
  inputs: [
    'src/base',
    'src/engine',
    'src/labs',
    'scripts/delta-proof-tables.ts',
    'scripts/delta-proof-programs.ts',
    'scripts/bundle.mjs',
  ],
})
/** @type {typeof import('./delta-proof-tables.ts')} */
const { writeProofTables } = await import(pathToFileURL(main).href)
const tables = await writeProofTables(place)
process.stdout.write(`${tables.length} tables in ${place}\n`)
