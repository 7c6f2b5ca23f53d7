import { describe, expect, test } from 'vitest'
import { leaveOutUnlessWhole } from '../../../../scripts/draw.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortHeader } from '../../../engine/sort/state.ts'
import type { Question } from '../../../player/lab.ts'
import { historyOf } from '../history.ts'
import { runLab, runPaged, telling, variedRuns, type LabRun } from '../test-lab-run.ts'
import { sceneOf } from './kit.ts'
import { layoutStage } from '../view-model.ts'
import { ask, questionOf, TOPICS } from './question.ts'

const SMALL = { records: 128, memory: 16, page: 4 }
const RUNS = [
  ...variedRuns(),
  ...[{ fanIn: 3 }, { fanIn: 3, firstPass: 'optimal' }].map((change): ReturnType<typeof variedRuns>[number] => {
    let run: LabRun | undefined
    return [`${JSON.stringify(change)} of 8 runs`, () => (run ??= runLab({ ...SMALL, ...change }))]
  }),
]

/** What a check looks at: the run, where the question was asked, and the right answer's text. */
interface Asked {
  readonly run: LabRun
  readonly position: number
  readonly question: Question
  readonly right: string
}

type Check = (asked: Asked) => void

/** The number that a text is: "1,204". */
function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** Kinds of the events after `position`, up to and without the first of `stop`. */
function kindsUntil({ run, position }: Asked, stop: readonly number[]): number[] {
  const kinds = []
  for (let seq = position + 1; seq <= run.log.length && !stop.includes(run.log.kindOf(seq)); seq++) {
    kinds.push(run.log.kindOf(seq))
  }
  return kinds
}

function countIn(kinds: readonly number[], kind: number): number {
  return kinds.filter((one) => one === kind).length
}

const LEAVING = [SortEvent.emit, SortEvent.combine]
const LEAVING_MEMORY = [SortEvent.spillPage, SortEvent.writePage]

/** By prefix, then by text: the keys of these tests have only ASCII letters. */
function order({ prefixHigh, prefixLow, labels }: SortHeader, left: number, right: number): number {
  const high = (prefixHigh[left] as number) - (prefixHigh[right] as number)
  if (high !== 0) return high
  const low = (prefixLow[left] as number) - (prefixLow[right] as number)
  if (low !== 0 || labels[left] === labels[right]) return low
  return (labels[left] as string) < (labels[right] as string) ? -1 : 1
}

/** The heads of the merge under way, found by counting what has left each run. */
function headsAt({ run, position }: Asked): { readonly run: number; readonly record: number }[] {
  const merge = historyOf(run.log).merges.findLast(({ seq }) => seq <= position)
  const state = run.stateAt(position)
  return (merge?.runs ?? []).flatMap((number) => {
    let gone = 0
    for (let seq = (merge?.seq ?? 0) + 1; seq <= position; seq++) {
      const event = run.log.event(seq)
      if (LEAVING.includes(event.kind as 2) && event.a === number) gone++
    }
    const { start, length } = state.runs.tryGet(number - 1) as { start: number; length: number }
    return gone < length ? [{ run: number, record: state.runRecords.get(start + gone) }] : []
  })
}

/** The head that goes first; in a tie that of the run earlier in the list. */
function smallestHead(asked: Asked): { readonly run: number; readonly record: number } {
  const header = asked.run.end.header
  return headsAt(asked).reduce((best, head) => (order(header, head.record, best.record) < 0 ? head : best))
}

function label({ run }: Asked, record: number): string {
  return run.end.header.labels[record] as string
}

/** Comparisons on the dearest way down a heap of `size` items, by looking at every way. */
function dearestWay(size: number, at = 0): number {
  const left = 2 * at + 1
  if (left >= size) return 0
  if (left + 1 >= size) return 1 + dearestWay(size, left)
  return 2 + Math.max(dearestWay(size, left), dearestWay(size, left + 1))
}

function next(asked: Asked): { readonly kind: number; readonly a: number; readonly b: number; readonly c: number } {
  return asked.run.log.event(asked.position + 1)
}

function isCountUntil(kind: number, stop: readonly number[]): Check {
  return (asked) => expect(numberOf(asked.right)).toBe(countIn(kindsUntil(asked, stop), kind))
}

/** Runs the same sort with more acts at `at` and tells its passes. */
function passesWith(run: LabRun, at: number, memory: number, fanIn: number): number {
  const acts = [
    ...run.acts.filter((act) => act.at <= at),
    { at, type: 'memory', value: memory },
    { at: at + 1, type: 'fan-in', value: fanIn },
  ]
  return Math.max(...historyOf(runLab(run.params, acts).log).merges.map(({ pass }) => pass))
}

const CHECKS: Readonly<Record<string, Check>> = {
  'next-match': (asked) => {
    const { a, b } = next(asked)
    const merge = historyOf(asked.run.log).merges.findLast(({ seq }) => seq <= asked.position)
    const heads = headsAt(asked)
    const sides = [a, b].map((leaf) => heads.find(({ run }) => run === merge?.runs[leaf]))
    const [left, right] = sides as [{ run: number; record: number }, { run: number; record: number }]
    const winner = order(asked.run.end.header, left.record, right.record) < 0 ? left : right
    expect(asked.right).toMatch(new RegExp(`^R${winner.run} wins, ${label(asked, winner.record)} `))
  },
  'next-winner': (asked) => expect(asked.right.split(',')[0]).toBe(`R${smallestHead(asked).run}`),
  'comparisons-to-next': (asked) => {
    isCountUntil(SortEvent.compare, LEAVING)(asked)
    const { merge } = asked.run.stateAt(asked.position)
    if (merge?.tree === undefined) return
    let levels = 0
    for (let node = merge.inputs.length + merge.lastLeaf; node > 1; node >>= 1) levels++
    const each = asked.question.answers.find(({ note }) => note === 'one for each level')
    if (each !== undefined) expect(numberOf(each.text)).toBe(levels)
  },
  'another-comparison': (asked) => {
    expect(asked.right.startsWith('Yes')).toBe(next(asked).kind === SortEvent.compare)
  },
  'exhausted-climb': (asked) => {
    isCountUntil(SortEvent.compare, LEAVING)(asked)
    climbsInPlace(asked)
  },
  'merge-tie': (asked) => {
    const names = [...asked.question.text.matchAll(/R(\d+)/g)].map((match) => Number(match[1]))
    const { runs } = historyOf(asked.run.log).merges.findLast(({ seq }) => seq <= asked.position) ?? { runs: [] }
    expect(asked.right).toBe(`R${runs.find((run) => names.includes(run))}`)
  },
  'smallest-left': (asked) => expect(asked.right).toBe(label(asked, smallestHead(asked).record)),
  'first-exhausted': (asked) => {
    const left = new Map<number, number>()
    const state = asked.run.stateAt(asked.position)
    for (const input of state.merge?.inputs ?? []) left.set(input.run, input.length - input.cursor)
    for (let seq = asked.position + 1; ; seq++) {
      const { kind, a } = asked.run.log.event(seq)
      if (LEAVING.includes(kind as 2)) left.set(a, (left.get(a) ?? 0) - 1)
      if (left.get(a) === 0) return expect(asked.right).toBe(`R${a}`)
    }
  },
  'build-matches': isCountUntil(SortEvent.compare, LEAVING),
  'tree-or-heap': (asked) => {
    const { merge, structure } = asked.run.stateAt(asked.position)
    const k = merge?.inputs.length ?? 0
    const expected = structure === 'loser-tree' ? dearestWay(k) : Math.ceil(Math.log2(k))
    expect(numberOf(asked.right)).toBe(expected)
  },
  'heap-child': (asked) => expect(asked.right).toContain(firstOfNext(asked)),
  'heap-sink': (asked) => expect(asked.right.includes('change places')).toBe((next(asked).c & 1) === 1),
  'page-before-next': (asked) => {
    const kinds = kindsUntil(asked, LEAVING)
    const at = kinds.indexOf(SortEvent.readPage)
    expect(asked.right).toMatch(at < 0 ? /^No$/ : new RegExp(`R${asked.run.log.event(asked.position + 1 + at).a}$`))
  },
  'next-dry': (asked) => {
    const skipped = kindsUntil(asked, [SortEvent.readPage]).length
    expect(asked.right).toBe(`R${asked.run.log.event(asked.position + 1 + skipped).a}`)
    const { answers, right, because } = asked.question
    const keyIn = (note: string | undefined): string | undefined => /the last is (.*)$/.exec(note ?? '')?.[1]
    const tied = answers.filter(({ note }, i) => i !== right && keyIn(note) === keyIn(answers[right]?.note))
    if (tied.length > 0) expect(because).toContain(`${asked.right} ties with `)
  },
  'next-write': (asked) => {
    isCountUntil(SortEvent.emit, LEAVING_MEMORY)(asked)
    expect(asked.question.text).not.toMatch(/holds (\d+) of \1 /)
  },
  'page-way': (asked) => {
    const crossing = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
    const skipped = kindsUntil(asked, crossing).length
    const { kind } = asked.run.log.event(asked.position + 1 + skipped)
    expect(asked.right.startsWith('A page of a run comes in')).toBe(kind === SortEvent.readPage)
    const { limit, combine } = asked.run.params
    const isEven = (limit ?? 0) === 0 && (combine ?? false) === false
    expect(asked.question.because.includes('as many pages go out as come in')).toBe(isEven)
  },
  'pages-left': (asked) => {
    const rest = kindsUntil(asked, [SortEvent.mergeStep, SortEvent.crash])
    expect(numberOf(asked.right)).toBe(countIn(rest, SortEvent.readPage))
  },
  'first-pages': isCountUntil(SortEvent.readPage, LEAVING),
  'after-page': (asked) => expect(asked.right.startsWith('Another')).toBe(next(asked).kind === SortEvent.readPage),
  'first-spilled': (asked) => {
    const { slots, filled } = asked.run.stateAt(asked.position)
    const first = [...slots.subarray(0, filled)].sort((a, b) => order(asked.run.end.header, a, b) || a - b)[0]
    expect(asked.right).toBe(label(asked, first as number))
  },
  'sort-comparisons': isCountUntil(SortEvent.compare, LEAVING_MEMORY),
  'merge-sort-take': (asked) => {
    const { sorter } = asked.run.stateAt(asked.position)
    const [left, right] = [next(asked).a, next(asked).b].map((slot) => sorter?.source[slot] as number)
    const takesRight = order(asked.run.end.header, right as number, left as number) < 0
    expect(asked.right.includes('right')).toBe(takesRight)
  },
  'run-pages': (asked) => {
    const pages = kindsUntil(asked, [SortEvent.sealRun])
    expect(numberOf(asked.right)).toBe(1 + countIn(pages, SortEvent.spillPage))
  },
  'after-seal': (asked) => expect(asked.right.startsWith('Runs')).toBe(next(asked).kind === SortEvent.mergeStep),
  'radix-passes': isCountUntil(SortEvent.radixPass, LEAVING_MEMORY),
  'radix-comparisons': isCountUntil(SortEvent.compare, LEAVING_MEMORY),
  'joins-run': (asked) => {
    const { a, b } = next(asked)
    expect(asked.right.startsWith('No')).toBe(order(asked.run.end.header, a, b) < 0)
  },
  'selection-length': (asked) => {
    const { log } = asked.run
    const skipped = kindsUntil(asked, [SortEvent.sealRun]).length
    expect(numberOf(asked.right)).toBe(log.event(asked.position + 1 + skipped).b)
  },
  'selection-next': (asked) => {
    const skipped = kindsUntil(asked, [SortEvent.emit]).length
    expect(asked.right).toBe(label(asked, asked.run.log.event(asked.position + 1 + skipped).b))
  },
  stability: (asked) => {
    const places = [...asked.question.text.matchAll(/at place ([\d,]+)/g)].map((match) => numberOf(match[1] as string))
    expect(asked.right).toBe(`The one at ${Math.min(...places).toLocaleString('en')}`)
  },
  'odd-key': (asked) => {
    const isNaNKey = asked.question.text.includes('NaN')
    const isDescending = asked.run.params['direction'] === 'desc'
    expect(asked.right).toBe(isNaNKey === isDescending ? 'To the front' : 'To the end')
  },
  'combined-next': (asked) => {
    const skipped = kindsUntil(asked, LEAVING).length
    const isCombined = asked.run.log.event(asked.position + 1 + skipped).kind === SortEvent.combine
    expect(asked.right.startsWith('It is added')).toBe(isCombined)
  },
  'cut-off': (asked) => {
    const { filled } = asked.run.stateAt(asked.position)
    expect(numberOf(asked.right)).toBe(Math.min(filled, asked.run.params['limit'] as number))
  },
  'run-count': (asked) => {
    const first = asked.run.log.nth(SortEvent.mergeStep, 1) ?? asked.run.log.length
    expect(numberOf(asked.right)).toBe(asked.run.log.count(SortEvent.sealRun, first))
    // The picture must not have a row for each of them.
    const rows = layoutStage(asked.run.momentAt(asked.position), 808, 584, false).rows.map(({ run }) => run)
    expect(rows.filter((run) => run > asked.run.stateAt(asked.position).runs.length)).toEqual([])
  },
  'pass-count': (asked) => {
    const longest = new Map<number, number>()
    for (const { runs, target } of historyOf(asked.run.log).merges) {
      longest.set(target, 1 + Math.max(...runs.map((run) => longest.get(run) ?? 0)))
    }
    expect(numberOf(asked.right)).toBe(longest.get(0))
    passesMove(asked)
  },
  'pages-total': (asked) => {
    const { log } = asked.run
    let pages = 0
    for (let seq = 1; seq <= log.length; seq++) if ([0, 3, 4].includes(log.kindOf(seq))) pages++
    expect(numberOf(asked.right)).toBe(pages)
    const [, formula, counted] = /= ([\d,]+)(?:\. Counted are ([\d,]+))?/.exec(asked.question.because) ?? []
    expect(numberOf(counted ?? formula ?? '')).toBe(pages)
    const { because, answers, right } = asked.question
    const times = /^in and out, (\d) times?$/.exec(answers[right]?.note ?? '')?.[1]
    const crossings = /2 × \d+ × (\d+) = /.exec(because)?.[1]
    if (times !== undefined) expect(pages, because).toBe(2 * Number(times) * Number(crossings))
    if (pages < numberOf(formula ?? '')) expect(because).toMatch(/^If /)
  },
  'memory-halved': (asked) => {
    const { params } = asked.run
    const page = params['page'] as number
    const memory = Math.floor((params['memory'] as number) / 2 / page) * page
    const most = Math.floor(memory / page / (params['doubleBuffering'] === true ? 2 : 1)) - 1
    const fanIn = Math.min(params['fanIn'] as number, most)
    const { formed, merges } = historyOf(runLab({ ...params, memory, fanIn }).log)
    const [runs, passes] = asked.right.split(', ').map((text) => Number(text.split(' ')[0]))
    expect([runs, passes]).toEqual([formed.length, Math.max(...merges.map(({ pass }) => pass))])
  },
  'one-page-more': (asked) => {
    const { log, params } = asked.run
    const at = (log.nth(SortEvent.mergeStep, 1) as number) - 1
    const memory = (params['memory'] as number) + (params['page'] as number)
    expect(numberOf(asked.right)).toBe(passesWith(asked.run, at, memory, 64))
  },
  'smallest-memory': (asked) => {
    const { log, params } = asked.run
    const at = (log.nth(SortEvent.mergeStep, 1) as number) - 1
    const pages = numberOf(asked.right)
    expect(passesWith(asked.run, at, pages * (params['page'] as number), 64)).toBe(1)
    if (pages > 3 && params['doubleBuffering'] !== true) {
      expect(passesWith(asked.run, at, (pages - 1) * (params['page'] as number), 64)).toBeGreaterThan(1)
    }
  },
  'waiting-after': (asked) => {
    const { merge, waiting } = asked.run.stateAt(asked.position)
    expect(numberOf(asked.right)).toBe(waiting.length - (merge?.inputs.length ?? 0) + 1)
  },
  'merge-target': (asked) => {
    const isOutput = asked.run.log.event(asked.position).c === 0
    expect(asked.right.startsWith('To the output')).toBe(isOutput)
  },
  'first-merge': (asked) => {
    expect(numberOf(asked.right)).toBe(asked.run.log.event(asked.run.log.nth(SortEvent.mergeStep, 1) as number).b)
  },
  'crash-here': (asked) => {
    const crashed = runLab(asked.run.params, [{ at: asked.position, type: 'crash', value: true }])
    const { kind, c } = crashed.log.event(asked.position + 1)
    expect(kind).toBe(SortEvent.crash)
    const after = crashed.log.event(asked.position + 2)
    if (after.kind === SortEvent.mergeStep) expect(asked.right).toBe('The merge that is under way')
    else expect(asked.right).toBe(`The input from record ${(c + 1).toLocaleString('en')} on`)
  },
  'after-crash': (asked) => {
    const { kind, b } = next(asked)
    expect(asked.right).toBe(kind === SortEvent.mergeStep ? 'A merge begins' : `Page ${b + 1} of the input is read`)
  },
}

/** The record that the next comparison puts first, by its label. */
function firstOfNext(asked: Asked): string {
  const { a, b, c } = next(asked)
  const { merge, selection } = asked.run.stateAt(asked.position)
  const at = (c & 1) === 1 ? b : a
  if (merge?.heap !== undefined) {
    const run = merge.inputs[merge.heap.items[at] as number]?.run
    return label(asked, headsAt(asked).find((head) => head.run === run)?.record as number)
  }
  return label(asked, selection?.heap.items[at] as number)
}

/** What the passes are said to move, beside the records that each of them writes. */
function passesMove({ run, question: { because } }: Asked): void {
  const written = new Map<number, number>()
  const { formed, merges } = historyOf(run.log)
  for (const { runs, pass } of merges) {
    const read = runs.reduce((sum, one) => sum + (run.end.runs.tryGet(one - 1)?.length ?? 0), 0)
    written.set(pass, (written.get(pass) ?? 0) + read)
  }
  const all = formed.reduce((sum, { records }) => sum + records, 0)
  const isWhole = [...written.values()].every((records) => records === all)
  if (because.includes('reads and writes every record once')) expect(isWhole, because).toBe(true)
  if (because.includes('Not every run')) expect(isWhole, because).toBe(false)
  const [, left] = /until one is left: ([\d, ]+)\./.exec(because) ?? []
  if (left !== undefined) expect(left.split(', ').length - 1, because).toBe(Math.max(...written.keys()))
  const [, first, rest] = /first merge takes (\d+) and leaves (\d+) run/.exec(because) ?? []
  if (first !== undefined) expect(Number(rest), because).toBe(formed.length - Number(first) + 1)
}

/** Who is said to climb in the place of an empty run, and what is said of the rest of its path, found node by node. */
function climbsInPlace(asked: Asked): void {
  const { run, position, question } = asked
  const { inputs = [], tree } = run.stateAt(position - 1).merge ?? {}
  const heads = headsAt(asked)
  const k = inputs.length
  const gone = run.log.event(position).a
  const path = []
  for (let node = k + inputs.findIndex((input) => input.run === gone); node > 1;) path.push((node >>= 1))
  const kept = path.map((node) => inputs[tree?.losers[node] ?? -1]?.run ?? 0)
  const live = kept.filter((one) => heads.some((head) => head.run === one))
  const free = kept.length - live.length - kept.indexOf(live[0] as number)
  const at = path[kept.indexOf(live[0] as number)]
  const text = question.because
  expect(text, text).toContain(`At ${at === 1 ? 'the top' : `node ${at}`} it loses to R${live[0]} without a comparison`)
  expect(/R\d+ is empty, and so/.test(text), text).toBe(live[0] !== kept[0])
  if (at === 1) expect(text).toMatch(/which is the winner\.$/)
  else expect(text).toMatch(new RegExp(`Above, ${asked.right === '0' ? 'none' : asked.right} `))
  expect(Number(/, (\d+) with an empty run (?:is|are) free/.exec(text)?.[1] ?? 0), text).toBe(free)
  const first = question.answers[question.right]?.note ?? ''
  if (first.includes('only the first')) expect([kept[0], free]).toEqual([live[0], 0])
}

function theDefaultRun(): LabRun {
  return (RUNS[0]?.[1] as () => LabRun)()
}

const seen = new Map<string, number>()

describe.each(RUNS)('questions: %s', (_name, runOf) => {
  test('every right answer is true, and no other one reads like it', () => {
    const run = runOf()
    const faults: string[] = []
    const isCommonAt = (position: number): boolean =>
      position > 0 && [SortEvent.compare, SortEvent.emit].includes(run.log.kindOf(position) as 1)
    for (const position of leaveOutUnlessWhole(telling(run), (one) => isCommonAt(one) && one % 4 !== 0)) {
      if (position === run.log.length) continue
      const scene = sceneOf(run.momentAt(position), run.stateAt, position * 7)
      const isCommon = isCommonAt(position)
      for (const [i, topic] of TOPICS.entries()) {
        if (isCommon && (position + i) % 3 !== 0) continue
        const question = ask(topic, scene)
        if (question === undefined) continue
        const times = seen.get(topic.id) ?? 0
        seen.set(topic.id, times + 1)
        faults.push(
          ...faultsInForm(question, position, run.log.length).map((fault) => `${position} ${topic.id}: ${fault}`),
        )
        if (isDear(topic.id) && times % 40 !== 0) continue
        CHECKS[topic.id]?.({ run, position, question, right: question.answers[question.right]?.text ?? '' })
      }
    }
    expect(faults).toEqual([])
  }, 60_000)
})

/** Checks that run the engine again. */
function isDear(topic: string): boolean {
  return ['memory-halved', 'one-page-more', 'smallest-memory', 'crash-here'].includes(topic)
}

/** What is wrong with the form of a question. */
function faultsInForm(question: Question, position: number, end: number): string[] {
  const { answers, right, text, until } = question
  const texts = answers.map((answer) => answer.text)
  const faults: string[] = []
  if (texts.length < 2 || texts.length > 4 || new Set(texts).size < texts.length)
    faults.push(`answers: ${texts.join(' / ')}`)
  if (answers[right] === undefined) faults.push('no right answer')
  if (!text.endsWith('?') || text.length > 170) faults.push(`question: ${text}`)
  if (until < position || until > end) faults.push(`until ${until}`)
  for (const answer of answers) {
    const isFit = answer.text.length <= 48 && answer.note.length > 3 && answer.note.length <= 64
    if (!isFit) faults.push(`answer: ${answer.text}: ${answer.note}`)
  }
  if (/undefined|R0\b|Infinity|NaN records|place -1/.test(JSON.stringify(question)))
    faults.push(JSON.stringify(question))
  return faults
}

describe('of the pages of a file', () => {
  test('something is asked at every moment of a merge but its last pages, and the answers are true', () => {
    for (const run of [runPaged(), runPaged({ structure: 'binary-heap', fanIn: 4 })]) {
      const merges = Array.from({ length: run.log.length }, (_, i) => i).filter(
        (i) => run.stateAt(i).merge !== undefined,
      )
      const topics = new Set<string>()
      let silent = 0
      for (const position of merges) {
        const question = questionOf(run.momentAt(position), run.stateAt, position)
        if (question === undefined) {
          silent++
          continue
        }
        topics.add(question.topic)
        expect(faultsInForm(question, position, run.log.length)).toEqual([])
        const right = question.answers[question.right]?.text ?? ''
        if (question.topic === 'next-dry') {
          const asked = { run, position, question, right }
          const { a } = run.log.event(position + 1 + kindsUntil(asked, [SortEvent.readPage]).length)
          expect(right).toBe(`R${a}`)
        } else CHECKS[question.topic]?.({ run, position, question, right })
      }
      expect([...topics]).toEqual(expect.arrayContaining(['next-dry', 'page-way', 'pages-left']))
      expect(silent / merges.length).toBeLessThan(0.1)
    }
  })
})

describe('the catalogue of questions', () => {
  test('every topic has a check and comes up', () => {
    expect(TOPICS.length).toBeGreaterThanOrEqual(20)
    expect(Object.keys(CHECKS).sort()).toEqual(TOPICS.map(({ id }) => id).sort())
    const missing = TOPICS.filter(({ id }) => !seen.has(id)).map(({ id }) => id)
    expect(missing).toEqual([])
  })

  test('at least 20 topics come up in the default run, and its merge never runs out of questions', () => {
    const run = theDefaultRun()
    const topics = new Set<string>()
    for (const position of telling(run)) {
      if (position === run.log.length) continue
      const scene = sceneOf(run.momentAt(position), run.stateAt, position)
      for (const topic of TOPICS) if (ask(topic, scene) !== undefined) topics.add(topic.id)
      if (scene.state.stage === 'merge') expect(questionOf(scene.moment, run.stateAt, position)).toBeDefined()
    }
    expect(topics.size).toBeGreaterThanOrEqual(20)
  })

  test('the salt decides the order of the answers and nothing else does', () => {
    const run = theDefaultRun()
    const at = (run.log.nth(SortEvent.emit, 100) as number) + 1
    const once = questionOf(run.momentAt(at), run.stateAt, 3)
    expect(questionOf(run.momentAt(at), run.stateAt, 3)).toEqual(once)
    const rights = new Set<number>()
    for (let salt = 0; salt < 60; salt++) rights.add(questionOf(run.momentAt(at), run.stateAt, salt)?.right ?? -1)
    expect(rights.size).toBeGreaterThan(2)
  })

  test('nothing is asked at the end of the log', () => {
    const run = theDefaultRun()
    expect(questionOf(run.momentAt(run.log.length), run.stateAt, 1)).toBeUndefined()
  })
})
