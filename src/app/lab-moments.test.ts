import { describe, expect, it } from 'vitest'
import { DeltaEvent, type AddPayload, type CommitPayload } from '../engine/delta/events.ts'
import { CHALLENGES } from '../challenges/registry.ts'
import type { Log } from '../engine/trace/log.ts'
import { tryLab } from '../labs/registry.ts'
import { whenWritten } from '../player/review.ts'
import { Session } from '../player/session.ts'
import { createLocalEngine } from '../player/test-engine.ts'
import { tryEntry } from '../practice/entry.ts'
import { judgeForm } from '../practice/judge-form.ts'
import type { Form, LabMoment } from '../practice/types.ts'

const NEVER = new AbortController().signal

const found = (await Promise.all(CHALLENGES.map(async ({ id, load }) => ({ id, challenge: await load() })))).flatMap(
  ({ id, challenge }) =>
    'form' in challenge && challenge.moment !== undefined
      ? [{ id, prompt: challenge.prompt, form: challenge.form, moment: challenge.moment }]
      : [],
)

async function run({ lab, params }: LabMoment): Promise<Session> {
  const loaded = await tryLab(lab)?.load()
  if (loaded === undefined) throw new Error(`no lab ${lab}`)
  const ports = {
    engine: createLocalEngine(),
    now: () => performance.now(),
    soon: (work: () => void) => work(),
    idle: (work: () => void) => void setImmediate(work),
  }
  const session = new Session(loaded, ports, { params: { ...loaded.defaults, ...params } })
  await whenWritten(session, NEVER)
  return session
}

/** The form with those fields only that the run decides. */
function decided(form: Form, ids: readonly string[]): Form {
  return { ...form, fields: form.fields.filter(({ id }) => ids.includes(id)) }
}

it('shows some challenges in each lab, those about a MERGE among them', () => {
  expect(new Set(found.map(({ moment }) => moment.lab)).size).toBe(2)
  expect(found.map(({ id }) => id).filter((id) => id.startsWith('mu-'))).toEqual(['mu-01', 'mu-02', 'mu-04'])
})

async function runOf(id: string): Promise<{ readonly prompt: string; readonly log: Log }> {
  const of = found.find((each) => each.id === id)
  if (of === undefined) throw new Error(`${id} has no moment`)
  return { prompt: of.prompt, log: (await run(of.moment)).branch.log }
}

function payloadsOf<T>(log: Log, kind: number): readonly T[] {
  return Array.from({ length: log.count(kind, log.length) }, (_, i) => log.payload(log.nth(kind, i + 1) ?? 0) as T)
}

it('asks dl-04 with the times of the run', async () => {
  const { prompt, log } = await runOf('dl-04')
  const times = payloadsOf<CommitPayload>(log, DeltaEvent.commit).map(({ timestampMs }) => timestampMs)
  const cells = times.map((ms) => new Date(ms).toISOString().slice(11, -1))
  expect(prompt.match(/\d\d:\d\d:\d\d\.\d{3}/g)).toEqual(cells)
})

it('asks dl-07 with the versions of the run', async () => {
  const { prompt, log } = await runOf('dl-07')
  // The last two are B's version 6 and A's version 7.
  const read = payloadsOf<CommitPayload>(log, DeltaEvent.commit).map(({ readVersion }) => readVersion)
  expect(read).toEqual([null, 0, 1, 2, 3, 4, 5, 5])
  expect(prompt.match(/<td>5<\/td>/g)).toHaveLength(2)
  expect(prompt).toContain('first, as version 6')
})

it('asks dl-10 with the sizes of the run', async () => {
  const { prompt, log } = await runOf('dl-10')
  const sizes = payloadsOf<AddPayload>(log, DeltaEvent.add).map(({ sizeBytes }) => sizeBytes)
  const cells = [...prompt.matchAll(/<td>([\d,]+)<\/td>/g)].map(([, cell = '']) => Number(cell.replaceAll(',', '')))
  expect(cells).toHaveLength(7)
  expect(sizes.slice(0, 7)).toEqual(cells)
})

it('asks pd-02 with the bounds of the run', async () => {
  const { prompt, log } = await runOf('pd-02')
  const adds = payloadsOf<AddPayload>(log, DeltaEvent.add)
  const rows = ['x', 'name'].flatMap((column) =>
    adds.map(({ bounds }, i) => [`f${i + 1}`, ...(bounds[column] ?? ['', '']).map(String)]),
  )
  const cells = prompt.matchAll(/<td>(f\d)<\/td>\s*<td>(.*?)<\/td>\s*<td>(.*?)<\/td>/g)
  expect(rows).toHaveLength(12)
  expect([...cells].map((cell) => cell.slice(1))).toEqual(rows)
})

describe.each(found)('the moment of $id', ({ form, moment }) => {
  it('is there, with something still to come', async () => {
    const { log } = (await run(moment)).branch
    const at = log.nth(moment.behind.kind, moment.behind.nth)
    expect(at).toBeGreaterThan(0)
    expect(at).toBeLessThan(log.length)
    expect(moment.caption).toMatch(/^[A-Z].{20,140}\.$/)
  })

  it('has not decided anything where it stands', async () => {
    const { log, header } = (await run(moment)).branch
    const soFar = log.prefix(log.nth(moment.behind.kind, moment.behind.nth) ?? 0)
    const answers = moment.answers({ log: soFar, header })
    expect(judgeForm(decided(form, Object.keys(answers)), answers).right).toBe(0)
  })

  it('ends with what the challenge calls right', async () => {
    const { log, header } = (await run(moment)).branch
    const answers = moment.answers({ log, header })
    const fields = decided(form, Object.keys(answers))
    expect(fields.fields.length).toBe(Object.keys(answers).length)
    expect(fields.fields.length).toBeGreaterThan(0)
    for (const field of fields.fields) expect(tryEntry(field, answers[field.id])).toEqual(answers[field.id])
    expect(judgeForm(fields, answers)).toMatchObject({ score: 100, right: fields.fields.length })
  })

  it('is not what a known wrong answer says', async () => {
    const { log, header } = (await run(moment)).branch
    const answers = moment.answers({ log, header })
    for (const wrong of form.wrong) {
      const same = Object.entries(wrong.answers).filter(([id]) => id in answers)
      if (same.length < Object.keys(wrong.answers).length) continue
      expect(Object.fromEntries(same.map(([id]) => [id, answers[id]]))).not.toEqual(wrong.answers)
    }
  })
})
