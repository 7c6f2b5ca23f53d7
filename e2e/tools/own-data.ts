import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import { LAB } from './lab-page.ts'

const OWN = `${LAB}/my-data`
const CITIES = ['Oslo', 'Bergen', 'Łódź', 'Zürich', 'São Paulo', '"Aarhus, old"', 'Kyoto']

/** Seeded rows of id, city, amount and day; a few amounts are missing. */
export function createRows(count: number): string[] {
  let seed = 12_345
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 8) % below
  }
  return Array.from({ length: count }, (_, i) => {
    const amount = next(50) === 0 ? '' : (next(100_000) / 100).toFixed(2)
    const day = `2024-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`
    return `${i},${CITIES[next(CITIES.length)] as string},${amount},${day}`
  })
}

export function csvOf(rows: readonly string[]): string {
  return `id,city,amount,day\n${rows.join('\n')}\n`
}

/** What the sorted file must hold: a stable sort by the city's UTF-8 bytes, then by amount, the largest first. */
export function sortRows(rows: readonly string[]): string[] {
  const keyed = rows.map((row) => {
    const [, quoted, plain, amount] = /^\d+,(?:"([^"]*)"|([^,]*)),([^,]*),/.exec(row) ?? []
    return { row, city: Buffer.from(quoted ?? plain ?? ''), amount: amount === '' ? -Infinity : Number(amount) }
  })
  keyed.sort((a, b) => Buffer.compare(a.city, b.city) || (a.amount === b.amount ? 0 : b.amount - a.amount))
  return keyed.map(({ row }) => row)
}

export async function openOwnData(page: Page, mount = '/'): Promise<void> {
  // The browser's own dialog for saving cannot be answered by a test: what is saved comes as a download.
  await page.addInitScript(() => {
    delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker
  })
  await page.goto(`${mount}${OWN}`)
  await expect(page.getByRole('button', { name: 'Pick a file' })).toBeVisible()
}

export async function pickFile(page: Page, text: string | Buffer, name = 'people.csv'): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: typeof text === 'string' ? Buffer.from(text) : text,
  })
}

/** Chooses city ascending, then amount descending, in 512 kB of memory. */
export async function chooseKeys(page: Page): Promise<void> {
  await columnHead(page, 'city').click()
  await columnHead(page, 'amount').click()
  await columnHead(page, 'amount').click()
  await page.getByLabel('Memory', { exact: true }).fill('512 kB')
}

export function columnHead(page: Page, name: string): Locator {
  return page.getByRole('columnheader', { name: new RegExp(`^${name}`) }).getByRole('button')
}

export function sortButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Sort the file' })
}

export function result(page: Page): Locator {
  return page.getByRole('region', { name: 'Result' })
}

export async function waitForResult(page: Page): Promise<void> {
  await expect(result(page)).toBeVisible({ timeout: 45_000 })
}

export async function save(page: Page, button: string | RegExp): Promise<string> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const download = await downloading
  return readFileSync(await download.path(), 'utf8')
}
