// node scripts/write-bundle.mjs ENTRY FOLDER [PACKAGE…]: bundles a TypeScript entry for Node; the packages stay outside.
import { rolldown } from 'rolldown'

const [entry = '', folder = '', ...external] = process.argv.slice(2)

try {
  const bundle = await rolldown({ input: { main: entry }, platform: 'node', external, logLevel: 'silent' })
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' })
  await bundle.close()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
