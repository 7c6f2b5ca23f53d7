import type { Plugin } from 'vite'
import { reachedChunks } from './lab-chunks.ts'

/** The lab whose picture a first visit shows. */
export const FIRST_LAB = 'external-sort'

/** What that picture shares with other labs and with challenges: in its chunk, all of them would have to fetch it. */
const SHARED =
  /\/src\/(base\/(assert|lookup|plain-text)|viz\/(spots|text|texture|useResized)|engine\/(trace\/shared-list|sort\/(events|binary-heap|loser-tree|memory-plan|row-frame|sort-error)))\.tsx?$/

/**
 * Chunks, those that choose their modules first at the front; each takes along what its modules import. A file costs a
 * request and some thousand instructions of the main thread, and compresses by itself: what is always fetched together is one.
 */
export const CHUNK_GROUPS = [
  { name: 'first', tags: ['$initial' as const], priority: 5 },
  { name: 'shared', test: SHARED, priority: 4 },
  { name: 'picture', test: new RegExp(`/src/labs/${FIRST_LAB}/lab\\.ts$`), priority: 3 },
  { name: 'panels', test: /\/src\/player\/bench\/(StoryPanel|Inspector)\.tsx$/, priority: 2.5 },
  { name: 'bench', test: /\/src\/(player\/bench|ui)\//, priority: 2 },
  { name: 'pages', test: /\/src\/(app|practice|progress|viz|ui|base)\//, minShareCount: 2, priority: 1 },
]

/** Refuses a build in which anything but its own lab would fetch the chunk of the first picture. */
export function pictureApart(): Plugin {
  return {
    name: 'lakescope-picture-apart',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const entry = file.type === 'chunk' ? file.facadeModuleId : undefined
        if (entry === undefined || entry === null || entry.includes(`/src/labs/${FIRST_LAB}/`)) continue
        if (!reachedChunks(file.fileName, bundle).some(({ name }) => name === 'picture')) continue
        throw new Error(`${entry} would fetch the picture of ${FIRST_LAB}: add what both import to SHARED`)
      }
    },
  }
}
