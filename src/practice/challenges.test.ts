import { describe, expect, it } from 'vitest'
import { CHALLENGES } from '../challenges/registry.ts'
import { tryLab } from '../labs/registry.ts'
import { rightEntry, tryEntry } from './entry.ts'
import { findProblems, isAccepted, judgeForm, tryWrong, type Answers } from './judge-form.ts'
import type { Field, Form } from './types.ts'
import { KINDS, TOPICS } from './types.ts'

/** What every folder of challenges is held to, whoever has written it. */

const loaded = await Promise.all(CHALLENGES.map(async (entry) => ({ entry, challenge: await entry.load() })))

const forms = loaded.flatMap(({ entry, challenge }) =>
  'form' in challenge ? [{ id: entry.id, form: challenge.form }] : [],
)

function rightAnswers(form: Form): Answers {
  return Object.fromEntries(form.fields.map((field) => [field.id, rightEntry(field)]))
}

function words(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').trim()
}

describe.each(loaded)('$entry.id', ({ entry, challenge }) => {
  const { hints, prompt, solution, shownIn } = challenge

  it('is entered in the catalogue', () => {
    expect(entry.id).toMatch(/^[a-z]{2}-\d{2}$/)
    expect(entry.title).toMatch(/^[A-Z0-9].{2,60}$/)
    expect(TOPICS).toHaveProperty(entry.topic)
    expect(KINDS).toContain(entry.kind)
    expect(entry.minutes).toBeGreaterThanOrEqual(2)
    expect(entry.minutes).toBeLessThanOrEqual(45)
  })

  it('says what it asks, how it is solved, where it is from', () => {
    expect(words(prompt).length).toBeGreaterThan(60)
    expect(words(prompt).length).toBeLessThan(1600)
    expect(words(solution).length).toBeGreaterThan(100)
    expect(new Set(hints).size).toBe(3)
    expect(challenge.followUps.length).toBeGreaterThanOrEqual(2)
    expect(challenge.sources.length).toBeGreaterThanOrEqual(1)
    expect(challenge.appliesTo.length).toBeGreaterThan(5)
  })

  it('is shown in a lab that is there', () => {
    if (shownIn === undefined) return
    const lab = tryLab(shownIn.lab)
    expect(lab, shownIn.lab).toBeDefined()
    if (shownIn.scenario !== undefined) expect(lab?.scenarios.map(({ id }) => id)).toContain(shownIn.scenario)
  })
})

/** No lab shows their subject yet: other systems, and sums that no scenario comes to. */
const SHOWN_IN_NO_LAB = [
  ...[
    'cd-01',
    'cd-03',
    'cd-04',
    'cd-07',
    'cd-08',
    'cd-09',
    'cd-10',
    'cd-11',
    'cd-12',
    'cd-14',
    'cd-15',
    'cd-17',
    'cd-18',
  ],
  ...['cs-01', 'cs-02', 'cs-03', 'cs-04', 'cs-05', 'cs-06', 'ds-01', 'ds-02', 'en-03', 'en-04'],
  ...['lk-01', 'lk-02', 'lk-03', 'lk-04', 'ms-01', 'ms-03', 'ms-06', 'mu-03', 'mu-05'],
  ...['pd-01', 'pd-03', 'pd-05', 'pd-06', 'sq-01', 'sq-02', 'sq-03', 'sq-04', 'sq-05', 'sq-06', 'xs-05'],
]

it('leads from all others to a lab, by a moment or by a link', () => {
  const without = loaded.filter(({ challenge }) => challenge.shownIn === undefined && challenge.moment === undefined)
  expect(without.map(({ entry }) => entry.id).toSorted()).toEqual(SHOWN_IN_NO_LAB)
})

describe.each(forms)('$id', ({ form }) => {
  const { fields, wrong } = form

  it('has fields with names of their own', () => {
    expect(fields.length).toBeGreaterThan(0)
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length)
    expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length)
    for (const field of fields) {
      const ids = 'options' in field ? field.options.map(({ id }) => id) : []
      expect(new Set(ids).size).toBe(ids.length)
      const named: readonly string[] = 'options' in field ? [field.right].flat(2) : []
      for (const id of named) expect(ids).toContain(id)
    }
  })

  it('accepts the right answer, and nothing is half right without being entered', () => {
    expect(judgeForm(form, rightAnswers(form))).toMatchObject({ score: 100, right: fields.length })
    expect(findProblems(form, rightAnswers(form)).size).toBe(0)
    const nothing = judgeForm(form, {})
    expect(nothing.score).toBe(0)
  })

  it('answers every wrong choice with the thought behind it', () => {
    for (const field of fields) {
      if (field.type !== 'choice') continue
      const silent = field.options.filter(({ id }) => {
        return id !== field.right && tryWrong(form, field, { [field.id]: id }) === undefined
      })
      expect(silent, field.label).toEqual([])
    }
  })

  it('gives a reason of its own for each option of a checklist and of an order', () => {
    for (const field of fields) {
      if (field.type !== 'set' && field.type !== 'order') continue
      const reasons = field.options.map(({ why }) => why)
      expect(new Set(reasons).size).toBe(reasons.length)
      for (const reason of reasons) expect(reason.length).toBeGreaterThan(25)
      const [told] = judgeForm(form, {}).fields.filter(({ id }) => id === field.id)
      expect(told?.options.map(({ why }) => why)).toEqual(reasons)
    }
  })

  it('has plans that do not take just any numbers', () => {
    for (const field of fields) {
      if (field.type !== 'plan') continue
      expect(field.right.length).toBe(field.inputs.length)
      for (const value of ['0', '-1', '1e9']) {
        const all = field.inputs.map(() => value)
        expect(isAccepted(field, all), `${field.id}: ${value} everywhere`).toBe(false)
      }
      expect(wrong.filter(({ answers }) => answers[field.id] !== undefined).length).toBeGreaterThanOrEqual(3)
    }
  })

  it('takes what it was computed from', () => {
    for (const field of fields) {
      if (field.type !== 'number' || field.model === undefined) continue
      const found = field.model.compute(field.model.inputs.map(({ value }) => value))
      expect(isAccepted(field, String(found)), `${field.id} is ${found}`).toBe(true)
    }
  })

  it('rejects at least three known wrong answers, each with an explanation of its own', () => {
    expect(wrong.length).toBeGreaterThanOrEqual(3)
    expect(new Set(wrong.map(({ why }) => why)).size).toBe(wrong.length)
    for (const { answers, why } of wrong) {
      expect(why.length).toBeGreaterThan(25)
      for (const [id, entered] of Object.entries(answers)) {
        const field = fields.find((candidate) => candidate.id === id) as Field
        expect(field, `${id} is no field`).toBeDefined()
        expect(tryEntry(field, entered), `${id} cannot hold ${JSON.stringify(entered)}`).toBeDefined()
      }
      const verdict = judgeForm(form, { ...rightAnswers(form), ...answers })
      expect(verdict.score, JSON.stringify(answers)).toBeLessThan(100)
      expect(verdict.fields.map((field) => field.why)).toContain(why)
    }
  })
})

it('no two challenges have one title', () => {
  expect(new Set(CHALLENGES.map(({ title }) => title)).size).toBe(CHALLENGES.length)
})
