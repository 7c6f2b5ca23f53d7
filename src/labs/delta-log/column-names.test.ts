import { expect, it } from 'vitest'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { buildTable } from '../../engine/operations/delta-table.ts'
import { changesOf } from './changes.ts'
import { partitionName } from './column-names.ts'
import { describeMark } from './marks.ts'
import { readOwn } from './own-table/test-own-tables.ts'
import { recordedOf } from './record.ts'
import { tableOf } from './table.ts'
import { runTable } from './test-moments.ts'
import { layoutTable } from './view-model.ts'
import { whyOf } from './why/why.ts'

const SETUP = `
  CREATE TABLE orders (id BIGINT, region STRING, amount INT) PARTITIONED BY (region)
    TBLPROPERTIES ('delta.columnMapping.mode' = 'name');
  INSERT INTO orders VALUES (1, 'EU', 10), (2, 'US', 20);
  INSERT INTO orders VALUES (3, 'EU', 30);
  ALTER TABLE orders RENAME COLUMN region TO area;
  OPTIMIZE orders ZORDER BY (amount);
  DELETE FROM orders WHERE area = 'EU' AND amount = 30`
const PHYSICAL = /.{0,20}col-[0-9a-f]{4}/g

const own = await readOwn(await buildTable({ setup: SETUP }, []))
const lab = await runTable({ setup: SETUP.slice(0, SETUP.indexOf('DELETE')), a: SETUP.slice(SETUP.indexOf('DELETE')) })

it.each([
  ['a table of the user', own],
  ['a table made here', { ...lab, end: lab.momentAt(lab.log.length) }],
])('%s has the names of its columns, and never those of its files', (_name, { end, momentAt }) => {
  const told: unknown[] = []
  const { log } = end
  for (let seq = 1; seq <= log.length; seq++) {
    const moment = momentAt(seq)
    if (moment.state.metadata === undefined || moment.state.versions.length === 0) continue
    const isCommit = moment.event?.kind === DeltaEvent.commit
    told.push(tableOf(moment), changesOf(moment), whyOf(moment), isCommit ? [] : recordedOf(moment))
    told.push([...moment.state.files].map(({ id }) => describeMark(moment.state, `file-${id}`)))
  }
  // A path is what it is.
  const words = JSON.stringify(told).replace(/"path":"[^"]*"/g, '')
  expect(words.match(PHYSICAL) ?? []).toEqual([])
  expect(tableOf(end).rows.map((row) => row[1])).toContain('area=EU')
  expect(describeMark(end.state, 'file-0')).toContain('area=EU')
  const picture = layoutTable(end, { width: 1200, height: 700, compact: false }, undefined)
  expect(picture.texts.map(({ text }) => text)).toContain('amount')
  expect(picture.rows.some(({ whiskers }) => whiskers.length > 0)).toBe(true)
})

it('names of two columns that were exchanged are told apart, and a slash in a value is no column', () => {
  const columns = [
    ['a', 'b'],
    ['b', 'a'],
  ].map(([physicalName, name]) => ({ physicalName, name, inner: [] }))
  const state = { metadata: { mapped: columns } } as never
  expect(partitionName(state, 'a=1/b=2')).toBe('b=1/a=2')
  expect(partitionName(state, 'a=x/a=y/z')).toBe('b=x/a=y/z')
  expect(partitionName({ metadata: undefined }, 'a=1')).toBe('a=1')
})
