import path from 'node:path'
import { rolldown } from 'rolldown'
import type { Plugin } from 'vite'

const QUERY = '?script'

/**
 * `import text from './file.ts?script'`: the file and all it imports as the text of one classic script, made when it is
 * built and when it is served for development alike. The sandbox hands such text to workers that may load nothing.
 */
export function scriptText(): Plugin {
  return {
    name: 'lakescope-script-text',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!id.endsWith(QUERY) || importer === undefined) return undefined
      return path.resolve(path.dirname(importer), id.slice(0, -QUERY.length)) + QUERY
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return undefined
      const file = id.slice(0, -QUERY.length)
      const { text, files } = await bundleScript(file)
      for (const each of files) this.addWatchFile(each)
      return `export default ${JSON.stringify(text)}`
    },
  }
}

/** The text, minified, without imports and exports; and the files that it was made of. */
export async function bundleScript(file: string): Promise<{ text: string; files: readonly string[] }> {
  const bundle = await rolldown({ input: file, platform: 'browser', logLevel: 'silent' })
  try {
    const { output } = await bundle.generate({ format: 'iife', minify: true, codeSplitting: false })
    const [chunk, ...others] = output
    if (others.length > 0) throw new Error(`${file} does not fit into one script`)
    return { text: chunk.code, files: await bundle.watchFiles }
  } finally {
    await bundle.close()
  }
}
