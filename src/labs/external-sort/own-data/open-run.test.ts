import { describe, expect, it } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { Engine } from '../../../player/ask.ts'
import { momentOf } from '../../../player/share.ts'
import { decodeMoment, encodeMoment, type SharedMoment } from '../../../player/share-link.ts'
import { historyOf } from '../history.ts'
import { runPaged, runResumed, type LabRun } from '../test-lab-run.ts'
import { explainRows, openShared, startRun } from './open-run.ts'
import { ownLab } from './own-lab.ts'
import { resumptionIn, tryNearest } from './resumption.ts'

const data = { name: 'people.csv', sizeBytes: 5, digest: 'f00d', rowsDigest: '00000000000000aa' }
const moment: SharedMoment = {
  ...{ engine: '1.0.0', lab: 'external-sort', branches: [], current: 0, position: 3, bookmarks: [], breakpoints: [] },
  ...{ note: '', digest: 'd', data },
}

it('says that the rows are others, with both digests, and nothing where nobody knows', () => {
  expect(explainRows(moment, { digestIn: '00000000000000bb' })).toMatch(
    /^This people\.csv does not hold the rows .* digest is 00000000000000bb here and 00000000000000aa there\./,
  )
  expect(explainRows(moment, { digestIn: '00000000000000aa' })).toBeUndefined()
  expect(explainRows(moment, undefined)).toBeUndefined()
  expect(
    explainRows({ ...moment, data: { ...data, rowsDigest: undefined } }, { digestIn: '00000000000000bb' }),
  ).toBeUndefined()
  expect(explainRows({ ...moment, engine: '2.0.0' }, { digestIn: '00000000000000bb' })).toBeUndefined()
})

it('is told of the rows once a sort is over', () => {
  const { log } = runPaged({}, 500)
  const params = { file: 'people.csv', sizeBytes: 5, fingerprint: 'f00d' }
  expect(ownLab.sharedData?.(params, { digestIn: '00000000000000aa' }, log, 3)).toEqual(data)
  expect(ownLab.sharedData?.(params, undefined, log, 3)).toEqual({ name: 'people.csv', sizeBytes: 5, digest: 'f00d' })
})

describe('a sort that went on with finished runs', () => {
  const file = new File(['id'], 'people.csv')
  const params = { file: 'people.csv', sizeBytes: 5, fingerprint: 'f00d' }
  const result = { digestIn: '00000000000000aa' }
  const whole = runPaged()
  const resumed = runResumed(5)

  /** An engine that gives the events of a run that is over, once it is let go. */
  function engineOf({ log, header, digest }: LabRun): { readonly engine: Engine; readonly letGo: () => void } {
    let letGo = (): void => undefined
    const run: Engine['run'] = (_request, handlers) => {
      letGo = () => {
        handlers.onStarted(header)
        for (const { chunk } of log.spans()) handlers.onChunk(chunk)
        handlers.onFinished(log.length, digest, result)
      }
      return () => undefined
    }
    return { engine: { run }, letGo: () => letGo() }
  }

  /** The moment at a place of such a sort, as it arrives by a link. */
  async function sentFrom(position: number): Promise<SharedMoment> {
    const { engine, letGo } = engineOf(resumed)
    const { session } = startRun(engine, file, { params })
    letGo()
    session.seek(position)
    const sent = momentOf(session, 'look')
    if (sent === undefined) throw new Error('there is no moment')
    return decodeMoment(await encodeMoment(sent))
  }

  async function opened(sent: SharedMoment) {
    const { engine, letGo } = engineOf(whole)
    const { session, link } = openShared(engine, file, sent)
    letGo()
    return { session, link, problem: await link?.problem }
  }

  it.each([
    ['while runs were made', resumed.log.nth(SortEvent.sealRun, 2) ?? 0, 4],
    ['in a merge', resumed.log.nth(SortEvent.mergeStep, 2) ?? 0, 40],
    ['in the last merge', historyOf(resumed.log).merges.at(-1)?.seq ?? 0, 100],
    ['at the end', resumed.log.length, 0],
  ])('opens at the same place of a sort from the beginning: %s', async (_, from, ahead) => {
    const sent = await sentFrom(from + ahead)
    expect(sent.data?.resumed?.runs).toBe(5)
    const { session, link, problem } = await opened(sent)
    expect(problem).toBeUndefined()
    expect(link?.remark).toMatch(/^The sort of this link went on with 5 finished runs of an earlier one/)
    const { position } = session.state
    const here = whole.stateAt(position)
    const there = resumed.stateAt(from + ahead)
    expect(position).toBeGreaterThan(from + ahead)
    const told = ({ stage, mergeLevel, outputWritten, waiting }: typeof here) => ({
      stage,
      mergeLevel,
      outputWritten,
      waiting,
    })
    expect(told(here)).toEqual(told(there))
  })

  it('names of kept runs the one that is told of', () => {
    const { log } = resumed
    const pages = log.count(SortEvent.keepPage, log.length)
    const end = log.nth(SortEvent.keepPage, pages) ?? 0
    const second = Array.from({ length: pages }, (_, i) => log.nth(SortEvent.keepPage, i + 1) ?? 0).find(
      (seq) => log.event(seq).a === 2,
    )
    const places = [0, second ?? 0, end, end + 3].map((position) => resumptionIn(log, position).resumed)
    const kind = SortEvent.sealRun
    expect(places).toEqual([
      { runs: 5 },
      { runs: 5, place: { kind, nth: 2, ahead: 0 } },
      { runs: 5, place: { kind, nth: 5, ahead: 0 } },
      { runs: 5, place: { kind, nth: 5, ahead: 3 } },
    ])
    expect(tryNearest(whole.log, { runs: 5, place: { kind, nth: 2, ahead: 0 } })).toBe(whole.log.nth(kind, 2))
  })

  it('says so when the rows are others, and leaves the playhead to whoever has moved it', async () => {
    const sent = await sentFrom(resumed.log.length)
    const data = { ...sent.data, rowsDigest: '00000000000000bb' } as NonNullable<SharedMoment['data']>
    expect((await opened({ ...sent, data })).problem).toMatch(/does not hold the rows that the link was made of/)
    const { engine, letGo } = engineOf(whole)
    const { session, link } = openShared(engine, file, sent)
    letGo()
    session.seek(3)
    await link?.problem
    expect(session.state.position).toBe(3)
  })

  it('has no fork, which would share no event with it, and says why', async () => {
    await ownLab.prepareWords?.()
    const at = resumed.log.nth(SortEvent.mergeStep, 1) ?? 0
    expect(ownLab.acts(resumed.momentAt(at))).toEqual([])
    expect(ownLab.noActs?.(resumed.log)).toMatch(/^This sort went on with finished runs/)
    expect(ownLab.acts(whole.momentAt(whole.log.nth(SortEvent.mergeStep, 1) ?? 0))).not.toEqual([])
    expect(ownLab.noActs?.(whole.log)).toBeUndefined()
  })
})
