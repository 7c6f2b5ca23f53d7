import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureDependencies, main, projectRoot } from './setup.mjs'

await main(() => {
  ensureDependencies()
  const vite = path.join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, ...process.argv.slice(2)], { cwd: projectRoot, stdio: 'inherit' })
  child.on('exit', (code) => (process.exitCode = code ?? 1))
})
