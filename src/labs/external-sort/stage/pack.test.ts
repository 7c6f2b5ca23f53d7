import { describe, expect, it } from 'vitest'
import { runLab } from '../test-lab-run.ts'
import { layoutStage } from '../view-model.ts'
import { packPicture, unpackPicture } from './pack.ts'

describe.each([
  ['eight runs', runLab()],
  ['a selection', runLab({ formation: 'replacement-selection' })],
  ['a heap that merges in passes', runLab({ structure: 'binary-heap', fanIn: 3 })],
  ['six hundred runs, several to a row', runLab({ records: 5000, memory: 8, page: 1, fanIn: 2 })],
])('a picture of %s', (_, { momentAt, log }) => {
  it.each([0, 0.01, 0.2, 0.5, 0.8, 1])('is the same behind the wall, %f of the way', (share) => {
    const moment = momentAt(Math.floor(log.length * share))
    const view = layoutStage(moment, 808, 584, false)
    for (const lit of [undefined, 3]) {
      const picture = { view, texts: view.texts, lit }
      expect(unpackPicture(structuredClone(packPicture(picture)))).toEqual(picture)
    }
  })
})
