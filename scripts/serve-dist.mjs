// The built app for the browser tests: at the root and at a deep sub-path, as a static host would have it.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './setup.mjs'
import { createStaticServer } from './static-server.mjs'

const dist = path.join(projectRoot, 'dist')
if (!existsSync(path.join(dist, 'index.html'))) {
  console.error('dist/ is missing: run npm run build first')
  process.exit(1)
}
const [port = '4273', ...mounts] = process.argv.slice(2)
createStaticServer(dist, mounts.length > 0 ? mounts : ['/']).listen(Number(port), '127.0.0.1')
