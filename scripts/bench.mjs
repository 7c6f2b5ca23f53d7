// npm run bench: every bench/*.bench.ts, one after the other, each in a process of its own that prints its table.
// `npm run bench -- seek sort` runs only those whose names begin so.
import { spawnSync } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { ensureBundle } from './bundle.mjs'
import { ensureBuild } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { listFiles } from './fingerprint.mjs'
import { ensureDependencies, main, projectRoot, SetupError } from './setup.mjs'

await main(() => {
  ensureDependencies()
  const asked = process.argv.slice(2)
  const names = listFiles(projectRoot, 'bench')
    .filter((file) => /^bench\/[^/]+\.bench\.ts$/.test(file))
    .map((file) => path.basename(file, '.bench.ts'))
    .filter((name) => asked.length === 0 || asked.some((start) => name.startsWith(start)))
  if (names.length === 0) throw new SetupError(`No bench named ${asked.join(' ')} in bench/.`)

  // Benches of the page measure the built one.
  ensureBuild()
  const env = { ...process.env, CHROMIUM: ensureChromium(true) }
  const processor = os.cpus()[0]?.model.trim() ?? 'unknown processor'
  console.log(`${os.hostname()}: ${processor} × ${os.cpus().length}, ${os.type()}, Node ${process.versions.node}`)
  for (const name of names) {
    console.log(`\n## ${name}\n`)
    const module = ensureBundle({
      entry: `bench/${name}.bench.ts`,
      cache: `bench/${name}`,
      inputs: ['src', 'bench', 'scripts'],
      external: ['playwright-core', '@playwright/test'],
    })
    const { status } = spawnSync(process.execPath, ['--expose-gc', module], { cwd: projectRoot, env, stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
})
