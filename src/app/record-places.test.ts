// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GateWorker, testLab } from '../player/bench/gate-lab.tsx'
import type { Session } from '../player/session.ts'
import { momentOf } from '../player/share.ts'
import { encodeMoment, MOST_BRANCHES, parseMoment, type SharedMoment } from '../player/share-link.ts'
import { silentChannel } from '../progress/channel.ts'
import { MemoryStore } from '../progress/memory-store.ts'
import { Progress } from '../progress/progress.ts'
import { EngineClient } from '../worker/client.ts'
import { openPlace } from './open-place.ts'
import { recordPlaces } from './record-places.ts'
import type { LabPlace } from './routes.ts'

const LAB = testLab.entry.id

let progress: Progress
let store: MemoryStore
let loads = 0
let leaving: (() => void)[] = []

beforeEach(async () => {
  sessionStorage.clear()
  store = new MemoryStore()
  await loadPage()
})

/** The page is loaded, another time. */
async function loadPage(): Promise<void> {
  progress = await Progress.open({
    store,
    openChannel: () => silentChannel,
    now: () => Date.parse('2026-11-21T09:00:00Z'),
    tab: `load${++loads}`,
    notice: undefined,
  })
}

afterEach(() => {
  for (const leave of leaving) leave()
  leaving = []
})

/** The lab at its last place, as a tab has it that is opened now: all tabs share the log. */
async function openTab(
  at: LabPlace = { type: 'last' },
): Promise<{ readonly session: Session; readonly close: () => void }> {
  const engine = new EngineClient(() => new GateWorker())
  const { session, ready, bench } = await openPlace(testLab, at, { engine, progress })
  const close = recordPlaces(session, progress, ready, bench)
  leaving.push(close)
  await ready
  await vi.waitFor(() => expect(session.branch.end.type).toBe('complete'))
  return { session, close }
}

function forkAt(session: Session, position: number, name: string): void {
  session.seek(position)
  session.branching.fork({ type: 'gate', value: name, name, note: '' })
}

/** What stands in the log once it has all of these words. */
async function benchWith(...words: readonly string[]): Promise<SharedMoment> {
  return vi.waitFor(() => {
    const text = progress.state.labs.get(LAB)?.bench ?? ''
    for (const word of words) expect(text).toContain(word)
    return parseMoment(text)
  })
}

const namesOf = ({ branches }: SharedMoment) => branches.map((branch) => branch.name)
const labelsOf = ({ bookmarks }: SharedMoment) => bookmarks.map((mark) => mark.label)

describe('two tabs on one lab', () => {
  it('keep the runs and marks of both, whichever changes them last', async () => {
    const [left, right] = [await openTab(), await openTab()]
    forkAt(left.session, 40, 'strict')
    left.session.marking.addBookmark('left mark')
    await benchWith('left mark')
    forkAt(right.session, 60, 'loose')
    right.session.marking.addBookmark('right mark')
    right.session.marking.addBreakpoint(1, 'record 7')
    const both = await benchWith('right mark', 'record 7')
    expect(namesOf(both)).toEqual(['original run', 'loose', 'strict'])
    expect(both.branches.map(({ parent, at }) => [parent, at])).toEqual([
      [-1, 0],
      [0, 60],
      [0, 40],
    ])
    expect(labelsOf(both)).toEqual(['right mark', 'left mark'])
    expect(both.bookmarks.map(({ branch }) => both.branches[branch]?.name)).toEqual(['loose', 'strict'])

    left.session.marking.addBookmark('third mark')
    const again = await benchWith('third mark')
    expect(namesOf(again)).toEqual(['original run', 'strict', 'loose'])
    expect(again.breakpoints).toHaveLength(1)
  })

  it('let what one of them drops be dropped', async () => {
    const [left, right] = [await openTab(), await openTab()]
    left.session.marking.addBookmark('left mark')
    await benchWith('left mark')
    right.session.marking.addBookmark('right mark')
    await benchWith('left mark', 'right mark')
    left.session.marking.removeMark(left.session.state.bookmarks[0]?.id as string)
    await vi.waitFor(() => expect(progress.state.labs.get(LAB)?.bench).not.toContain('left mark'))
    right.session.marking.addBookmark('third mark')
    expect(labelsOf(await benchWith('third mark'))).toEqual(['right mark', 'third mark'])
  })

  it('keep a mark that one sets on a run which the other deletes, and the run', async () => {
    const first = await openTab()
    forkAt(first.session, 40, 'strict')
    await benchWith('strict')
    const [left, right] = [await openTab(), await openTab()]
    await vi.waitFor(() => expect(left.session.state.branches).toHaveLength(2))
    left.session.branching.deleteBranch(left.session.branch.id)
    await vi.waitFor(() => expect(progress.state.labs.get(LAB)?.bench).not.toContain('strict'))
    right.session.marking.addBookmark('on strict')
    await benchWith('on strict')
    left.session.marking.addBookmark('on the trunk')
    const both = await benchWith('on the trunk')
    expect(both.bookmarks.map(({ branch, label }) => [both.branches[branch]?.name, label])).toEqual([
      ['original run', 'on the trunk'],
      ['strict', 'on strict'],
    ])
  })

  it('are each where they were when they are loaded again', async () => {
    const left = await openTab()
    forkAt(left.session, 40, 'strict')
    await benchWith('strict')
    left.session.seek(90)
    dispatchEvent(new Event('pagehide'))
    // What a page that is gone leaves behind is its tab's alone.
    const kept = Object.entries({ ...sessionStorage })
    left.close()
    sessionStorage.clear()
    const right = await openTab()
    right.session.branching.switchTo('b0', 12)
    right.close()
    await vi.waitFor(() => expect(progress.state.labs.get(LAB)?.place?.position).toBe(12))
    sessionStorage.clear()
    for (const [key, value] of kept) sessionStorage.setItem(key, String(value))
    const { session } = await openTab()
    expect(session.branch.spec.name).toBe('strict')
    expect(session.state.position).toBe(90)
  })
})

it('keeps the learner’s runs and marks when something is done in a link to the same lab', async () => {
  const own = await openTab()
  const text = await encodeMoment(momentOf(own.session, '') as SharedMoment)
  forkAt(own.session, 40, 'strict')
  own.session.marking.addBookmark('own mark')
  await benchWith('own mark')
  own.close()
  const link = await openTab({ type: 'link', text })
  expect(link.session.state.branches).toHaveLength(1)
  // What came with the link is known by then.
  await vi.dynamicImportSettled()
  link.session.marking.addBookmark('in the link')
  const both = await benchWith('in the link')
  expect(labelsOf(both)).toEqual(['in the link', 'own mark'])
  expect(namesOf(both)).toContain('strict')
})

it('opens at the last place of all tabs in one that was not there before', async () => {
  const { session, close } = await openTab()
  session.seek(31)
  close()
  await vi.waitFor(() => expect(progress.state.labs.get(LAB)?.place?.position).toBe(31))
  expect((await openTab()).session.state.position).toBe(31)
})

it('does not bring back a place of a log that was erased', async () => {
  const { session } = await openTab()
  session.seek(31)
  dispatchEvent(new Event('pagehide'))
  await progress.eraseAll()
  expect((await openTab()).session.state.position).toBe(0)
})

it('of more runs than can be kept finds the one on the stage again, and says that others are not kept', async () => {
  const first = await openTab()
  for (let i = 1; i <= MOST_BRANCHES + 2; i++) forkAt(first.session, 20 + i, `fork ${i}`)
  await benchWith(`fork ${MOST_BRANCHES + 2}`)
  expect(first.session.state.notice).toBe('Not kept for the next visit: 3 of 67 runs. The run on the stage is.')
  const left = first.session.state.branches[1]
  first.session.branching.switchTo(left?.id ?? '', 21)
  await benchWith('"name":"fork 1"')
  first.close()
  await vi.waitFor(() => expect(progress.state.labs.get(LAB)?.place?.position).toBe(21))
  const { session } = await openTab()
  expect(session.branch.spec.name).toBe('fork 1')
  expect(session.state.branches).toHaveLength(MOST_BRANCHES)
})

it('comes back to the own run behind a link in which nothing was done, and to the link’s where something was', async () => {
  const sender = await openTab()
  forkAt(sender.session, 77, 'loose')
  const text = await encodeMoment(momentOf(sender.session, '') as SharedMoment)
  await benchWith('loose')
  sender.close()
  await progress.eraseAll()
  const own = await openTab()
  forkAt(own.session, 40, 'strict')
  await benchWith('strict')
  own.close()
  const link = await openTab({ type: 'link', text })
  expect(link.session.state.position).toBe(77)
  link.close()
  const back = await openTab()
  expect([back.session.branch.spec.name, back.session.state.position]).toEqual(['strict', 40])
  back.close()
  const again = await openTab({ type: 'link', text })
  again.session.step(1)
  again.close()
  const { session } = await openTab()
  expect([session.branch.spec.name, session.state.position]).toEqual(['where you stopped', 78])
})

it('comes back to the link that was looked at last where there is no place of the learner’s own', async () => {
  const sender = await openTab()
  const texts: string[] = []
  for (const position of [77, 91]) {
    sender.session.seek(position)
    texts.push(await encodeMoment(momentOf(sender.session, '') as SharedMoment))
  }
  sender.close()
  await progress.eraseAll()
  const stopped = () => progress.state.labs.get(LAB)?.place?.position
  for (const [i, position] of [77, 91].entries()) {
    const { session, close } = await openTab({ type: 'link', text: texts[i] as string })
    expect(session.state.position).toBe(position)
    close()
    await vi.waitFor(() => expect(stopped()).toBe(position))
    // What was only looked at is known as that by the log, not by the page.
    await loadPage()
  }
  const back = await openTab()
  expect(back.session.state.position).toBe(91)
  back.session.step(1)
  back.close()
  await vi.waitFor(() => expect(stopped()).toBe(92))
  const again = await openTab({ type: 'link', text: texts[0] as string })
  again.close()
  expect((await openTab()).session.state.position).toBe(92)
  await progress.eraseAll()
  const looking = await openTab({ type: 'link', text: texts[0] as string })
  looking.session.step(1)
  looking.session.step(-1)
  looking.close()
  await vi.waitFor(() => expect(stopped()).toBe(77))
  const other = await openTab({ type: 'link', text: texts[1] as string })
  other.close()
  // Whoever went on from a link and came back is at a place of their own.
  expect((await openTab()).session.state.position).toBe(77)
})

it('does not note a look again: not over the place that another tab has left, nor with each load', async () => {
  const sender = await openTab()
  sender.session.seek(77)
  const text = await encodeMoment(momentOf(sender.session, '') as SharedMoment)
  sender.close()
  await progress.eraseAll()
  const link = { type: 'link', text } as const
  const looking = await openTab(link)
  dispatchEvent(new Event('pagehide'))
  const kept = Object.entries({ ...sessionStorage })
  looking.close()
  sessionStorage.clear()
  const stopped = () => progress.state.labs.get(LAB)?.place?.position
  await vi.waitFor(() => expect(stopped()).toBe(77))
  const own = await openTab()
  own.session.marking.addBookmark('own mark')
  await benchWith('own mark')
  own.close()
  const opened = progress.state.labs.get(LAB)?.opened
  const again = await openTab()
  again.close()
  expect(progress.state.labs.get(LAB)?.opened).toBe(opened)
  const moved = await openTab()
  moved.session.seek(120)
  moved.close()
  await vi.waitFor(() => expect(stopped()).toBe(120))
  for (const [key, value] of kept) sessionStorage.setItem(key, String(value))
  const loaded = await openTab(link)
  expect(loaded.session.state.position).toBe(77)
  loaded.close()
  expect((await openTab()).session.state.position).toBe(120)
})

it('keeps a fork that was made where a link stands: it is a place of the learner’s own, the link is not', async () => {
  const sender = await openTab()
  const texts: string[] = []
  for (const position of [77, 91]) {
    sender.session.seek(position)
    texts.push(await encodeMoment(momentOf(sender.session, '') as SharedMoment))
  }
  sender.close()
  await progress.eraseAll()
  const first = await openTab({ type: 'link', text: texts[0] as string })
  forkAt(first.session, 77, 'loose')
  first.close()
  await vi.waitFor(() => expect(progress.state.labs.get(LAB)?.place?.acts).toHaveLength(1))
  const second = await openTab({ type: 'link', text: texts[1] as string })
  second.close()
  const { session } = await openTab()
  expect([session.branch.spec.acts.length, session.state.position]).toEqual([1, 77])
})

it('notes where the learner goes before all is restored', async () => {
  const first = await openTab()
  forkAt(first.session, 150, 'loose')
  await benchWith('loose')
  first.close()
  const engine = new EngineClient(() => new GateWorker())
  const { session, bench } = await openPlace(testLab, { type: 'last' }, { engine, progress })
  const close = recordPlaces(session, progress, new Promise(() => undefined), bench)
  leaving.push(close)
  await vi.waitFor(() => expect(session.branch.log.length).toBeGreaterThan(100))
  session.seek(77)
  close()
  sessionStorage.clear()
  expect((await openTab()).session.state.position).toBe(77)
})
