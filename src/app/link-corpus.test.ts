import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../scripts/draw.ts'
import { ENGINE_VERSION } from '../engine/version.ts'
import { LABS } from '../labs/registry.ts'
import type { AnyLab, LabEntry } from '../player/lab.ts'
import { momentOf, momentOfScenario, openMoment } from '../player/share.ts'
import { decodeMoment, encodeMoment, type SharedMoment } from '../player/share-link.ts'
import { createLocalEngine } from '../player/test-engine.ts'

/**
 * Links of every release stay here: `src/labs/<id>/links/<engine version>.txt`, one on a line. They all open, and within
 * one major version of the engine their states have the digests they had. LAKESCOPE_RECORD_LINKS=1 records those of this
 * version where there are none yet: once for each release.
 */
const FORKS_AT = 0.66

interface Opened {
  readonly moment: SharedMoment
  readonly problem: string | undefined
  readonly acts: ReturnType<AnyLab['acts']>
  readonly length: number
}

/** Runs a moment and says what the session then shows. */
async function open(lab: AnyLab, shared: SharedMoment): Promise<Opened> {
  const engine = createLocalEngine()
  const ports = { engine, now: () => 0, soon: (work: () => void) => work(), idle: () => undefined }
  const { session, checked } = openMoment(lab, ports, shared)
  const problem = await checked
  const moment = momentOf(session, shared.note)
  const here = session.core.moment(session.branch, session.state.position)
  const { length } = session.branch.log
  session.close()
  engine.close()
  if (moment === undefined || here === undefined) throw new Error('the engine did not answer')
  return { moment, problem, acts: lab.acts(here), length }
}

/** Every scenario at its moment and at its end, and every act of each in the middle of its log. */
async function recordLinks(lab: AnyLab): Promise<string[]> {
  const links: string[] = []
  for (const scenario of lab.scenarios) {
    const at = await open(lab, momentOfScenario(lab, scenario))
    links.push(await encodeMoment(at.moment))
    const [trunk] = at.moment.branches
    if (trunk === undefined) continue
    const alone = { ...at.moment, branches: [trunk], current: 0, comparison: undefined }
    const middle = Math.floor(at.length * FORKS_AT)
    const { acts } = await open(lab, { ...alone, position: middle })
    for (const { name, type, value } of acts) {
      const fork = { name, parent: 0, at: middle, params: trunk.params, acts: [{ at: middle, type, value }] }
      const forked = await open(lab, { ...alone, branches: [trunk, fork], current: 1, position: middle })
      links.push(await encodeMoment((await open(lab, { ...forked.moment, position: forked.length })).moment))
    }
  }
  return links
}

function folderOf({ id }: LabEntry): string {
  return path.resolve(import.meta.dirname, '../labs', id, 'links')
}

async function loadWithWords(entry: LabEntry): Promise<AnyLab> {
  const lab = await entry.load()
  await lab.prepareWords?.()
  return lab
}

describe.each(LABS.map((entry) => [entry.title, entry] as const))('links to %s', (_title, entry) => {
  if (process.env['LAKESCOPE_RECORD_LINKS'] === '1') {
    it('are recorded', async () => {
      const file = path.join(folderOf(entry), `${ENGINE_VERSION}.txt`)
      expect(existsSync(file), `${file} is recorded already`).toBe(false)
      mkdirSync(folderOf(entry), { recursive: true })
      writeFileSync(file, `${(await recordLinks(await loadWithWords(entry))).join('\n')}\n`)
    }, 600_000)
  }

  const files = readdirSync(folderOf(entry))

  it('are there for this version of the engine', () => {
    expect(files).toContain(`${ENGINE_VERSION}.txt`)
  })

  it.each(files)(
    'of engine %s open, and show what they showed',
    async (file) => {
      const lab = await loadWithWords(entry)
      const links = readFileSync(path.join(folderOf(entry), file), 'utf8')
        .trim()
        .split('\n')
      const isSameMajor = file.split('.')[0] === ENGINE_VERSION.split('.')[0]
      expect(links.length).toBeGreaterThan(10)
      for (const link of drawUnlessWhole(links, 1 / 6, file)) {
        const shared = await decodeMoment(link)
        const { moment, problem } = await open(lab, shared)
        expect(moment.position, link).toBe(shared.position)
        if (isSameMajor) expect({ problem, digest: moment.digest }, link).toEqual({ digest: shared.digest })
        else expect(problem ?? shared.engine, link).toContain(shared.engine)
      }
    },
    120_000,
  )
})
