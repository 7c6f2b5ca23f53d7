import { describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../scripts/draw.ts'
import { LABS } from '../labs/registry.ts'
import type { AnyLab } from '../player/lab.ts'
import { openReview, planReviewRuns } from '../player/review.ts'
import type { SessionPorts } from '../player/session-core.ts'
import { createLocalEngine } from '../player/test-engine.ts'

const ports: SessionPorts = {
  engine: createLocalEngine(),
  now: () => performance.now(),
  soon: (work) => work(),
  idle: (work) => void setImmediate(work),
}
const NEVER = new AbortController().signal

const labs: readonly AnyLab[] = await Promise.all(
  LABS.map(async (entry) => {
    const lab = await entry.load()
    await lab.prepareQuestions?.()
    return lab
  }),
)
const topics = labs.flatMap((lab) => (lab.topics?.() ?? []).map(({ id }) => ({ lab, title: lab.entry.title, id })))

async function open(lab: AnyLab, topic: string, seen: number) {
  const opened = await openReview(lab, ports, { topic, seen }, NEVER)
  if (opened === undefined) throw new Error(`${topic} can be asked nowhere`)
  const { session, run } = opened
  const { prediction, position } = session.state
  session.close()
  return { session, run, prediction, position }
}

describe('a review of a topic', () => {
  it.each(drawUnlessWhole(topics, 1 / 3, 'topics'))(
    '$title, $id: opens frozen at a moment that asks it, in one of the first runs',
    async ({ lab, id }) => {
      const { session, run, prediction, position } = await open(lab, id, 1)
      expect(prediction).toMatchObject({ isReview: true, locked: false, position, question: { topic: id } })
      expect(planReviewRuns(lab, { topic: id, seen: 1 }).slice(0, 6)).toContainEqual(run)
      session.seek(0)
      session.play(1)
      expect(session.state).toMatchObject({ position, direction: 0, prediction })
      session.predicting.choose(prediction?.question.right ?? 0)
      session.predicting.lockIn()
      session.seek(prediction?.question.until ?? 0)
      expect(session.state.prediction?.locked).toBe(true)
    },
  )

  it('is the same for the same card and another one each time it is seen', async () => {
    const [sort] = labs
    if (sort === undefined) throw new Error('no lab')
    const moments: string[] = []
    for (const seen of [0, 1, 2, 3, 0]) {
      const { run, position, prediction } = await open(sort, 'next-winner', seen)
      moments.push(JSON.stringify([run, position, prediction?.question]))
    }
    expect(new Set(moments).size).toBe(4)
    expect(moments[4]).toBe(moments[0])
  })

  it('is nowhere for a topic that is not known, and for nobody who has left', async () => {
    const abort = new AbortController()
    abort.abort()
    for (const lab of labs) {
      expect(await openReview(lab, ports, { topic: 'next-winner', seen: 0 }, abort.signal)).toBeUndefined()
    }
    const [, delta] = labs
    if (delta === undefined) throw new Error('no second lab')
    expect(await openReview(delta, ports, { topic: 'no-such-topic', seen: 0 }, NEVER)).toBeUndefined()
  })
})
