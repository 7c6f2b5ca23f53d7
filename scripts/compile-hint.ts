import type { Plugin } from 'vite'
import { labChunks } from './lab-chunks.ts'

/** Read by V8 as the first line of a script; for others it is a comment. */
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad\n'

/**
 * Has the functions of the named chunk, and of those that the lab is loaded with, compiled beside the main thread while
 * they come, not one by one when each is first called. For chunks of which most is called at once.
 */
export function compileHint(chunkName: string, lab: string): Plugin {
  return {
    name: 'lakescope-compile-hint',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const named = Object.values(bundle).filter((file) => file.type === 'chunk' && file.name === chunkName)
        if (named.length === 0) throw new Error(`the build has no chunk ${chunkName}`)
        for (const chunk of new Set([...named, ...labChunks(lab, bundle)])) {
          // The bundler's own few lines are not worth it.
          if (chunk.type === 'chunk' && chunk.name !== 'rolldown-runtime') chunk.code = ALL_AT_ONCE + chunk.code
        }
      },
    },
  }
}
