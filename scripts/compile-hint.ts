import type { Plugin } from 'vite'

/** Read by V8 as the first line of a script; for others it is a comment. */
const ALL_AT_ONCE = '//# allFunctionsCalledOnLoad\n'

/**
 * Has the functions of the named chunk compiled beside the main thread while it comes, not one by one when each is first
 * called. For a chunk of which most is called at once.
 */
export function compileHint(chunkName: string): Plugin {
  return {
    name: 'lakescope-compile-hint',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk' && file.name === chunkName)
        if (chunks.length === 0) throw new Error(`the build has no chunk ${chunkName}`)
        for (const chunk of chunks) if (chunk.type === 'chunk') chunk.code = ALL_AT_ONCE + chunk.code
      },
    },
  }
}
