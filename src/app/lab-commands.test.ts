// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest'
import { createTestSession, testLab } from '../player/bench/gate-lab.tsx'
import { createBenchUi } from '../player/bench/bench-ui.ts'
import type { AnyLab } from '../player/lab.ts'
import type { AppContext } from './context.ts'
import { createLabCommands } from './lab-commands.ts'
import { rankCommands } from './palette-rank.ts'
import type { Session } from '../player/session.ts'

const context = { openSheet: vi.fn(), go: vi.fn() } as unknown as AppContext

function idsFor(lab: AnyLab): readonly string[] {
  const { session } = createTestSession({}, false, lab)
  return createLabCommands({ session, ui: createBenchUi() }, context, '').map(({ id }) => id)
}

/** Titles of the events that the palette offers for a query. */
function eventsFor(session: Session, query: string): readonly string[] {
  const found = rankCommands(createLabCommands({ session, ui: createBenchUi() }, context, query), query)
  return found.filter(({ group }) => group === 'Events').map(({ title, disabled }) => `${title}${disabled ?? ''}`)
}

it('shares a moment of a run, and none of data that a link cannot name', () => {
  expect(idsFor(testLab)).toContain('share')
  const own = idsFor({ ...testLab, isUnshared: true })
  expect(own).not.toContain('share')
  expect(own).toContain('bench.start')
})

it('finds the keys by what is looked for, and the speed by its name', () => {
  const { session } = createTestSession()
  const first = (query: string) =>
    rankCommands(createLabCommands({ session, ui: createBenchUi() }, context, query), query).map(({ id }) => id)
  for (const query of ['help', 'keys', 'shortcuts']) expect(first(query)[0], query).toBe('page.keys')
  expect(first('speed')).toEqual(expect.arrayContaining(['bench.slower', 'bench.faster']))
  expect(first('start')).toContain('bench.start')
})

it('offers last what this run cannot be asked, and says in which run it can', () => {
  const topics = [
    { id: 'strict', label: 'Checks of a gate', run: { params: { gate: 'strict' }, acts: [], name: 'strict gate' } },
    { id: 'plain', label: 'What is checked of a gate' },
  ]
  const { session } = createTestSession({}, false, { ...testLab, topics: () => topics })
  const found = rankCommands(createLabCommands({ session, ui: createBenchUi() }, context, 'gate'), 'gate')
  const asked = found.filter(({ group }) => group === 'Questions').map(({ id, needs }) => [id, needs])
  expect(asked).toEqual([
    ['ask.plain', undefined],
    ['ask.strict', 'in another run: strict gate'],
  ])
})

it('finds an event by its number, however that is written', () => {
  const { session } = createTestSession()
  expect(eventsFor(session, '10,000')).toEqual(['Event 525, the last one'])
  for (const query of ['120', 'seq 120', 'event 120', '#120']) expect(eventsFor(session, query)).toEqual(['Event 120'])
  const own = { ...session.lab, entry: { ...session.lab.entry, scenarios: [] } }
  const { session: other } = createTestSession({}, false, {
    ...own,
    topics: () => [{ id: 'busy', label: '30 % busy' }],
  })
  const found = rankCommands(createLabCommands({ session: other, ui: createBenchUi() }, context, '30'), '30')
  expect(found.slice(0, 2).map(({ title }) => title)).toEqual(['Event 30', '30 % busy'])
  // Neither 15 nor 1: nobody can tell.
  expect(eventsFor(session, '1,5')).toEqual([])
})

it('tells of no event behind the playhead while what comes is asked for', () => {
  const landmarks = [30, 300].map((seq) => ({ seq, text: `place ${seq}`, words: 'landmark' }))
  const { session } = createTestSession({}, false, { ...testLab, landmarks: () => landmarks })
  session.seek(100)
  const open = ['check', 'write', 'landmark', 'r9', '300'].map((query) => eventsFor(session, query))
  expect(open.every((titles) => titles.length > 0)).toBe(true)
  session.predicting.ask(100, 0)
  const { position } = session.state
  expect(session.state.prediction).toBeDefined()
  const told = ['check', 'write', 'landmark', 'r9', String(position)].flatMap((query) => eventsFor(session, query))
  const places = told.map((title) => Number(/event (\d+)/i.exec(title)?.[1] ?? NaN))
  expect(places.length).toBeGreaterThan(4)
  for (const place of places) expect(place).toBeLessThanOrEqual(position)
  expect(eventsFor(session, '300')).toEqual(['Event 300hidden until it is played'])
  expect(eventsFor(session, '9000')).toEqual(['Event 9,000hidden until it is played'])
  session.predicting.leave()
  expect(eventsFor(session, 'landmark')).toHaveLength(2)
})
