import { expect, it } from 'vitest'
import type { SharedMoment } from '../../../player/share-link.ts'
import { explainRows } from './open-run.ts'
import { ownLab } from './own-lab.ts'

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
  const params = { file: 'people.csv', sizeBytes: 5, fingerprint: 'f00d' }
  expect(ownLab.sharedData?.(params, { digestIn: '00000000000000aa' })).toEqual(data)
  expect(ownLab.sharedData?.(params, undefined)).toEqual({ name: 'people.csv', sizeBytes: 5, digest: 'f00d' })
})
