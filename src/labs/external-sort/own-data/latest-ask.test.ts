import { expect, it } from 'vitest'
import type { Engine } from '../../../player/ask.ts'
import { LatestAsk } from './latest-ask.ts'

type Handlers = Parameters<Engine['run']>[1]

/** An engine whose questions the test answers itself. */
function createEngine() {
  const handlers: Handlers[] = []
  const stopped: number[] = []
  const engine: Engine = {
    run: (_request, given) => {
      const number = handlers.push(given) - 1
      return () => stopped.push(number)
    },
  }
  return {
    engine,
    stopped,
    answer: (number: number, value: unknown) => handlers[number]?.onFinished(0, '', value),
    handlers,
  }
}

it('the latest question counts, whatever is answered first', async () => {
  const { engine, stopped, answer } = createEngine()
  const latest = new LatestAsk()
  const first = latest.ask(engine, 'inspect-file', {})
  const second = latest.ask(engine, 'inspect-file', {})
  expect(stopped).toEqual([0])
  answer(1, 'second')
  answer(0, 'first')
  expect(await second).toEqual(['second'])
  expect(await first).toBeUndefined()
})

it('a dropped question has no answer and no fault', async () => {
  const { engine, stopped, answer, handlers } = createEngine()
  const latest = new LatestAsk()
  const answered = latest.ask(engine, 'inspect-file', {})
  latest.drop()
  answer(0, 'late')
  expect(await answered).toBeUndefined()
  const failed = latest.ask(engine, 'inspect-file', {})
  latest.drop()
  handlers[1]?.onCancelled(0)
  expect(await failed).toBeUndefined()
  expect(stopped).toEqual([0, 1])
})

it('a question that counts may fail', async () => {
  const { engine, handlers } = createEngine()
  const failed = new LatestAsk().ask(engine, 'inspect-file', {})
  handlers[0]?.onCancelled(0)
  await expect(failed).rejects.toMatchObject({ code: 'STOPPED' })
})
