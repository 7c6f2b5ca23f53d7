import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { hasDeltaTables, readDeltaTables } from '../scripts/delta-tables.ts'
import type { DeltaTables, TableCase } from '../scripts/delta-tables.ts'
import { writeZip } from '../scripts/write-zip.ts'
import { expect, IN_WHOLE, test } from './fixtures.ts'
import { waitForLog } from './tools/lab-page.ts'

type Packing = 'folder' | 'zip' | 'tar.gz'

/** Tables of other writers, each as different from the others as can be. */
const OPENED: readonly (readonly [id: string, packing: Packing])[] = [
  ['kernelrs__v1-multi-part-struct-stats-only', 'zip'],
  ['golden__multi-part-checkpoint', 'folder'],
  ['kernelrs__v2-json-sidecars-struct-stats-only', 'tar.gz'],
  ['trino__databricks133-v2_checkpoint_parquet', 'zip'],
  ['kerneljava__basic-dv-with-checkpoint', 'zip'],
  ['golden__dv-with-columnmapping', 'tar.gz'],
  ['golden__table-with-columnmapping-mode-name', 'zip'],
  ['trino__databricks104-no_stats_column_mapping_id', 'folder'],
  ['trino__databricks131-timestamp_ntz_partition', 'folder'],
  ['trino__databricks153-variant', 'zip'],
  ['kernelrs__compacted-log-files-table', 'zip'],
  ['duckdb__null_constraints_lists', 'tar.gz'],
  ['trino__trino440-time_travel', 'zip'],
  ['trino__databricks153-type_widening', 'zip'],
]

/** The log opens, the rows are refused. */
const WITHOUT_ROWS: readonly (readonly [id: string, packing: Packing, code: string])[] = [
  ['spark__table-with-dv-special-char', 'zip', 'DELTA_PATH_OUTSIDE_TABLE'],
  ['trino__deltalake-clone_merge-clone_merge_cloned', 'folder', 'DELTA_PATH_OUTSIDE_TABLE'],
]

const REFUSED: readonly (readonly [id: string, packing: Packing, code: string])[] = [
  ['golden__deltalog-invalid-protocol-version', 'folder', 'DELTA_INVALID_PROTOCOL_VERSION'],
  ['trino__deltalake-type_widening_unsupported', 'tar.gz', 'DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA'],
  ['kernelrs__table-with-geo', 'zip', 'DELTA_UNSUPPORTED_FEATURES_FOR_READ'],
  ['kerneljava__bench-basic_catalog_managed', 'zip', 'DELTA_PATH_BASED_ACCESS_TO_CATALOG_MANAGED_TABLE_BLOCKED'],
  ['golden__no-delta-log-folder', 'zip', 'DELTA_TABLE_NOT_FOUND'],
]

const tables = hasDeltaTables ? readDeltaTables() : undefined

test.describe('tables of other writers', () => {
  test.skip(tables === undefined, 'needs ../shared/data')

  for (const [i, some] of [OPENED.slice(0, 3), OPENED.slice(3)].entries()) {
    test(
      `open with the versions, files and rows that are known of them, part ${i + 1}`,
      i > 0 ? IN_WHOLE : {},
      async ({ page }, info) => {
        const known = tables as DeltaTables
        await page.goto('/#/labs/delta-log/my-data')
        for (const [id, packing] of some) {
          await test.step(id, async () => {
            await pick(page, known, id, packing, info.outputPath())
            await checkOpened(page, known, caseOf(known, id))
            await page.getByRole('button', { name: 'Another table' }).click()
          })
        }
      },
    )
  }

  test('open without rows, or are refused, by the code that is known of them', IN_WHOLE, async ({ page }, info) => {
    const known = tables as DeltaTables
    await page.goto('/#/labs/delta-log/my-data')
    for (const [id, packing, code] of WITHOUT_ROWS) {
      await test.step(id, async () => {
        expect(caseOf(known, id).expected.kind).toBe('open-log-but-reject-data')
        await pick(page, known, id, packing, info.outputPath())
        await openRows(page, caseOf(known, id))
        await expect(panelOf(page).getByRole('alert')).toContainText('No row is shown.')
        await expect(panelOf(page).locator('.own-code')).toHaveText(code)
        await expect(panelOf(page).locator('td')).toHaveCount(0)
        await page.getByRole('button', { name: 'Another table' }).click()
      })
    }
    await test.step('golden__versions-not-contiguous', async () => {
      const id = 'golden__versions-not-contiguous'
      expect(caseOf(known, id).expected.kind).toMatch(/^reject/)
      await pick(page, known, id, 'zip', info.outputPath())
      await expect(page.getByText('DELTA_VERSIONS_NOT_CONTIGUOUS')).toBeVisible()
      await expect(page.getByText(/all versions up to 0 .* Behind it, 1 to 2 cannot be rebuilt/)).toBeVisible()
      await page.getByRole('button', { name: 'Another table' }).click()
    })
    for (const [id, packing, code] of REFUSED) {
      await test.step(id, async () => {
        expect(caseOf(known, id).expected.kind).toMatch(/^reject/)
        await pick(page, known, id, packing, info.outputPath())
        const told = page.getByRole('status').filter({ hasText: `${id}` })
        await expect(told).toContainText('was not opened: ')
        await expect(told.locator('.own-code')).toHaveText(code)
        await expect(page.getByRole('button', { name: 'Open the log' })).toHaveCount(0)
      })
    }
  })
})

function caseOf({ cases }: DeltaTables, id: string): TableCase {
  const found = cases.find((item) => item.id === id)
  if (found === undefined) throw new Error(`no table ${id}`)
  return found
}

/** Gives a table to the page, as it lies on a disk or packed. */
async function pick(page: Page, known: DeltaTables, id: string, packing: Packing, folder: string): Promise<void> {
  const store = known.store(id)
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const { path: name } of await store.list('')) files.set(`${id}/${name}`, await store.get(name))
  const archive = page.locator('input[accept]')
  if (packing === 'zip') {
    const buffer = Buffer.from(writeZip(files))
    return archive.setInputFiles({ name: `${id}.zip`, mimeType: 'application/zip', buffer })
  }
  for (const [name, bytes] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), bytes)
  }
  if (packing === 'folder') return page.locator('input[webkitdirectory]').setInputFiles(path.join(folder, id))
  execFileSync('tar', ['-czf', `${id}.tar.gz`, id], { cwd: folder })
  return archive.setInputFiles(path.join(folder, `${id}.tar.gz`))
}

function panelOf(page: Page) {
  return page.getByRole('region', { name: 'Rows of the table' })
}

/** Opens the log of a table that was checked, and its rows at the latest version. */
async function openRows(page: Page, { latestVersion }: TableCase): Promise<void> {
  await page.getByRole('button', { name: 'Open the log' }).click()
  await waitForLog(page)
  await page.getByRole('button', { name: `Rows at version ${latestVersion}`, exact: true }).click()
  await expect(panelOf(page).getByRole('heading', { name: `Rows at version ${latestVersion}` })).toBeVisible()
}

/** Holds the report, the picture and the rows to what is known of the table. */
async function checkOpened(page: Page, known: DeltaTables, item: TableCase): Promise<void> {
  const { id, latestVersion, rowCount, derived } = item
  const files = item.activeFiles ?? derived.activeFiles
  await expect(page.getByText(/^[\d,]+ commits?, [\d,]+ live files?$/)).toContainText(`${files} live file`)
  await openRows(page, item)
  const picture = page.getByRole('application')
  await expect(picture).toHaveAccessibleName(new RegExp(`^The table at version ${latestVersion}: ${files} live file`))
  await expect(panelOf(page).getByRole('status')).toHaveText(new RegExp(`\\b${rowCount} rows?\\b.* opened`))
  await checkRows(page, known, id)
  await checkTimeTravel(page, item)
}

/** Every cell, where the whole content is known and fits the panel. */
async function checkRows(page: Page, known: DeltaTables, id: string): Promise<void> {
  const bytes = known.expected(id).get('latest.rows.json')
  if (bytes === undefined) return
  const rows = JSON.parse(new TextDecoder().decode(bytes)) as readonly Readonly<Record<string, unknown>>[]
  if (rows.length > 100) return
  const names = await panelOf(page).getByRole('columnheader').allTextContents()
  const shown = await panelOf(page)
    .locator('tbody tr')
    .evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent)))
  const expected = rows.map((row) => names.map((name) => cellText(row[name.split(' ')[0] ?? ''])))
  expect(shown.map((row) => row.map(plain).join('|')).sort(), id).toEqual(
    expected.map((row) => row.map(plain).join('|')).sort(),
  )
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Nested values have their fields in the order of the schema here, and there in that of their names. */
function plain(text: string | null): string {
  if (text === null || !/^[[{]/.test(text)) return text ?? ''
  return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** Older versions, by pressing them in the picture, have as many rows as is known. */
async function checkTimeTravel(page: Page, { expected }: TableCase): Promise<void> {
  for (const [version, rows] of Object.entries(expected.detail.rowsAtVersion ?? {})) {
    await page.getByRole('slider', { name: 'Playhead' }).focus()
    await page.keyboard.press('End')
    for (;;) {
      const name = (await page.getByRole('application').getAttribute('aria-label')) ?? ''
      if (name.startsWith(`The table at version ${version}:`)) break
      await page.keyboard.press('ArrowLeft')
    }
    await expect(panelOf(page).getByRole('heading', { name: `Rows at version ${version}`, exact: true })).toBeVisible()
    await expect(panelOf(page).getByRole('status')).toHaveText(new RegExp(`^${rows} rows?; `))
  }
}
