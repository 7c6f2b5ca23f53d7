import { beforeAll, describe, expect, it } from 'vitest'
import { DeltaEvent, Outcome } from '../../../engine/delta/events.ts'
import type { LogCallPayload } from '../../../engine/delta/events.ts'
import { spanAt } from '../../../engine/delta/state.ts'
import type { Question } from '../../../player/lab.ts'
import { DEFAULTS } from '../params.ts'
import { STATEMENTS, TABLES } from '../presets.ts'
import { SCENARIOS } from '../scenarios.ts'
import { runTable, type TestRun } from '../test-moments.ts'
import { ask, questionOf, TOPICS } from './question.ts'

interface Asked {
  readonly run: TestRun
  readonly position: number
  readonly question: Question
  readonly right: string
}

/** Each topic with every moment at which it is asked. */
const asked = new Map<string, Asked[]>()
const runs: TestRun[] = []

function program(presets: typeof TABLES, id: string): string {
  return presets.find((preset) => preset.id === id)?.program ?? ''
}

beforeAll(async () => {
  for (const { params, fork } of SCENARIOS) {
    runs.push(await runTable(params))
    if (fork !== undefined) runs.push(await runTable(fork.params ?? params, fork.acts))
  }
  // An orphan that is old enough, and one that is not.
  const base = { ...DEFAULTS, setup: program(TABLES, 'small'), a: program(STATEMENTS, 'update-eu'), retries: 0 }
  const dies = [{ at: 40, type: 'die', value: 'A' }]
  runs.push(await runTable({ ...base, b: '-- 9 days later\nVACUUM orders', order: 'one-by-one' }, dies))
  runs.push(await runTable({ ...base, b: '-- 1 hour later\nVACUUM orders', order: 'one-by-one' }, dies))
  for (const run of runs) {
    for (let position = 1; position <= run.log.length; position++) {
      const moment = run.momentAt(position)
      for (const topic of TOPICS) {
        const question = ask(topic, moment, run.stateAt, 7)
        if (question === undefined) continue
        const right = question.answers[question.right]?.text ?? ''
        asked.set(topic.id, [...(asked.get(topic.id) ?? []), { run, position, question, right }])
      }
    }
  }
}, 60_000)

function all(topic: string): readonly Asked[] {
  return asked.get(topic) ?? []
}

describe('questions', () => {
  it('are of at least thirty topics, each with a name of its own', () => {
    expect(TOPICS.length).toBeGreaterThanOrEqual(30)
    expect(new Set(TOPICS.map(({ id }) => id)).size).toBe(TOPICS.length)
  })

  it.each(TOPICS.map(({ id }) => id))('%s is asked, and well formed', (id) => {
    expect(all(id).length, 'times asked').toBeGreaterThan(0)
    for (const { run, position, question } of all(id)) {
      const texts = question.answers.map(({ text }) => text)
      expect(texts.length).toBeGreaterThanOrEqual(2)
      expect(texts.length).toBeLessThanOrEqual(4)
      expect(new Set(texts).size).toBe(texts.length)
      expect(question.right).toBeGreaterThanOrEqual(0)
      expect(question.until).toBeLessThanOrEqual(run.log.length)
      expect(question.until).toBeGreaterThanOrEqual(position)
      expect(question.text).toMatch(/\?$/)
      expect(question.because).toMatch(/[.]$/)
      expect([question.text, question.because, ...texts].join(' ')).not.toMatch(
        /undefined|NaN|\b1 [a-z]+s\b(?<!has|is|was)/,
      )
    }
  })

  it('are asked at most moments of the writers, and the same salt asks the same', () => {
    const [run] = runs
    if (run === undefined) throw new Error('no run')
    const first = run.events(DeltaEvent.begin).find(({ a }) => a === 1)?.seq ?? 0
    let count = 0
    for (let position = first; position <= run.log.length; position++) {
      const moment = run.momentAt(position)
      const question = questionOf(moment, run.stateAt, 3)
      expect(questionOf(moment, run.stateAt, 3)).toEqual(question)
      if (question !== undefined) count++
    }
    expect(count).toBeGreaterThan((run.log.length - first) / 3)
  })
})

/** The number that an answer is. */
function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** Events of the actor behind the question, up to its `until`. */
function eventsAhead({ run, position, question }: Asked) {
  const { a } = run.log.event(position)
  return Array.from({ length: question.until - position }, (_, i) => run.log.event(position + 1 + i)).filter(
    (event) => event.a === a,
  )
}

describe('the truth of what was answered, counted anew from the log', () => {
  it('replayed-commits: the commits that were got', () => {
    for (const one of all('replayed-commits')) {
      const got = eventsAhead(one).filter(({ kind, b, seq }) => {
        if (kind !== DeltaEvent.readLog || b !== 0) return false
        return /\/\d{20}\.json$/.test((one.run.log.payload(seq) as LogCallPayload).path)
      })
      expect(numberOf(one.right)).toBe(got.length)
    }
  })

  it('calls-to-plan: the calls', () => {
    for (const one of all('calls-to-plan')) {
      expect(numberOf(one.right)).toBe(eventsAhead(one).filter(({ kind }) => kind === DeltaEvent.readLog).length)
    }
  })

  it('files-to-read: no file that was skipped holds such a row, those that were planned are read', () => {
    for (const { run, question, right } of all('files-to-read')) {
      const plan = run.log.event(question.until)
      let read = 0
      for (let seq = plan.seq + 1; seq <= run.log.length; seq++) {
        const event = run.log.event(seq)
        if (event.a !== plan.a) continue
        if (event.kind === DeltaEvent.readData) read++
        if (event.kind === DeltaEvent.end || event.kind === DeltaEvent.die || event.kind === DeltaEvent.winner) break
      }
      // Whole files go without being read.
      expect(read).toBeLessThanOrEqual(numberOf(right))
    }
  })

  it('live-files-after: the files with a span at the version', () => {
    for (const { run, question, right } of all('live-files-after')) {
      const { b } = run.log.event(question.until)
      const live = [...run.stateAt(question.until).files].filter((file) => spanAt(file, b) !== undefined)
      expect(numberOf(right)).toBe(live.length)
    }
  })

  it('commit-wins and final-version: what the log has', () => {
    for (const { run, position, question, right } of all('commit-wins')) {
      const end = run.log.event(question.until)
      const isCommit = end.kind === DeltaEvent.commit
      const expected = !isCommit ? /refused/ : end.b === run.log.event(position).b ? /^It becomes version/ : /later/
      expect(right).toMatch(expected)
    }
    for (const { run, question, right } of all('final-version')) {
      expect(numberOf(right)).toBe(run.log.event(question.until).b)
    }
  })

  it('other-level: what the engine does under the other level', async () => {
    for (const { run, position, right } of all('other-level').slice(0, 6)) {
      const { isolation } = run.stateAt(position)
      const value = isolation === 'Serializable' ? 'WriteSerializable' : 'Serializable'
      const { a } = run.log.event(position)
      const before =
        run.events(DeltaEvent.tryCommit).findLast((event) => event.a === a && event.seq < position)?.seq ?? 0
      const other = await runTable(run.params, [{ at: before, type: 'isolation', value }])
      const end = other.events(DeltaEvent.end).find((event) => event.a === a && event.seq > before)
      expect(right, String(run.params['a'])).toBe(
        end?.b === Outcome.conflicted ? 'It would fail' : 'It would be excused',
      )
    }
  })

  it('orphans-of-refusal: files on disk without a span', () => {
    for (const { run, position, right } of all('orphans-of-refusal')) {
      const { a } = run.log.event(position)
      const loose = [...run.stateAt(position).files].filter((file) => {
        return file.actor === a && file.spans.length === 0 && file.deletedAt === undefined
      })
      const began = run.events(DeltaEvent.begin).findLast((event) => event.a === a && event.seq <= position)?.seq ?? 0
      expect(numberOf(right)).toBe(loose.filter(({ writtenSeq }) => writtenSeq > began).length)
    }
  })

  it('vacuum-count and vacuum-kills: what is gone, and what needed it', () => {
    for (const { run, question, right } of all('vacuum-count')) {
      expect(numberOf(right)).toBe(run.log.event(question.until).c)
    }
    for (const { run, position, question, right } of all('vacuum-kills')) {
      const state = run.stateAt(question.until)
      const gone = [...state.files].filter(({ deletedAt }) => deletedAt !== undefined)
      const latest = run.stateAt(position).versions.length
      const dead = Array.from({ length: latest }, (_, version) => version).filter((version) =>
        gone.some((file) => spanAt(file, version) !== undefined),
      )
      expect(numberOf(right)).toBe(dead.length)
    }
  })

  it('restore-history: what can be read of the versions before, a VACUUM counted in', async () => {
    for (const { question } of all('restore-history'))
      expect(question.because).toMatch(/every version before it, all of which can still be read\.$/)
    const setup = `CREATE TABLE orders (id INT); INSERT INTO orders VALUES (1); INSERT OVERWRITE orders VALUES (2);
      INSERT INTO orders VALUES (3)`
    const a = '-- 9 days later\nVACUUM orders;\nRESTORE TABLE orders TO VERSION AS OF 2'
    const run = await runTable({ ...DEFAULTS, setup, a, b: '', order: 'one-by-one' })
    const begun = run.events(DeltaEvent.begin).at(-1)?.seq ?? 0
    const topic = TOPICS.find(({ id }) => id === 'restore-history')
    if (topic === undefined) throw new Error('no topic')
    expect(ask(topic, run.momentAt(begun), run.stateAt, 7)?.because).toMatch(/of which all but 1 can be read\.$/)
  })

  it('version-at-time: the last commit that is dated not later', () => {
    for (const { run, position, question, right } of all('version-at-time')) {
      const time = Date.parse(`${/(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(question.text)?.slice(1).join('T') ?? ''}Z`)
      const dates = [...run.stateAt(position).versions].map(({ timestampMs }) => timestampMs)
      expect(numberOf(right)).toBe(dates.findLastIndex((date) => date <= time))
    }
  })
})
