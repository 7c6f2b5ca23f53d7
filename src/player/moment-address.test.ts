import { expect, it } from 'vitest'
import { addressOf, momentAt } from './moment-address.ts'
import { encodeMoment, momentFile, parseMoment, type SharedMoment } from './share-link.ts'

const VALUES = 20_000
const SMALL = { name: 'run', parent: -1, at: 0, acts: [] }

/** Two runs on values of their own, as many as the lab takes. */
function largeMoment(first: number): SharedMoment {
  const branches = [0, 1].map((i) => ({
    name: `run ${i}`,
    parent: i - 1,
    at: 0,
    params: {
      shape: 'given',
      values: Array.from({ length: VALUES }, (_, n) => `value ${first}, record ${n}, run ${i}`),
    },
    acts: [],
  }))
  const rest = { engine: '1.0.0', lab: 'external-sort', current: 0, position: 7, note: '', digest: '0123' }
  return { ...rest, branches, bookmarks: [], breakpoints: [] }
}

it('gives back a moment from a file that no link can hold, each its own', async () => {
  const moments = [largeMoment(1), largeMoment(2)]
  const files = moments.map(momentFile)
  expect(files[0]?.length).toBeGreaterThan(1 << 20)
  const addresses = []
  for (const file of files) addresses.push(await addressOf(parseMoment(file)))
  expect(await Promise.all(addresses.map(momentAt))).toEqual(moments)
})

it('is the link where that can hold the moment', async () => {
  const small = {
    ...largeMoment(1),
    branches: largeMoment(1)
      .branches.slice(0, 1)
      .map((run) => ({ ...run, params: {} })),
  }
  expect(await addressOf(small)).toBe(await encodeMoment(small))
  expect(await momentAt(await addressOf(small))).toEqual(small)
})

it.each([')', '.', ').', ',', '%29', '”.', '%E2%80%9D', '>'])('is found with %s copied behind it', async (behind) => {
  const small = parseMoment(momentFile({ ...largeMoment(1), branches: [{ ...SMALL, params: { records: 20 } }] }))
  expect(await momentAt(`${await addressOf(small)}${behind}`)).toEqual(small)
  await expect(momentAt(`${await addressOf(small)}${behind}abc`)).rejects.toThrow('characters that no link has')
})

it('says what to do where the page no longer knows the file', async () => {
  await expect(momentAt('file.999')).rejects.toThrow('Drop that file here again')
})
