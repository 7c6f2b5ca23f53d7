import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { minifySync, type Plugin } from 'vite'

/** Minifies `boot.js` in the built folder: it is copied there as it stands, with its comments, and every page waits for it. */
export function smallBoot(): Plugin {
  return {
    name: 'lakescope-small-boot',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) throw new Error('the build has no folder')
      const file = path.join(dir, 'boot.js')
      const { code, errors } = minifySync(file, readFileSync(file, 'utf8'), { module: false })
      if (errors.length > 0) throw new Error(`boot.js: ${errors.map(({ message }) => message).join('; ')}`)
      writeFileSync(file, code)
    },
  }
}
