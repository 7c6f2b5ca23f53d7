import { describe, expect, it } from 'vitest'
import { pictureApart } from './chunks.ts'

interface FakeChunk {
  readonly name: string
  readonly facadeModuleId?: string
  readonly imports?: readonly string[]
}

function check(chunks: Readonly<Record<string, FakeChunk>>): void {
  const bundle = Object.fromEntries(
    Object.entries(chunks).map(([fileName, chunk]) => [fileName, { type: 'chunk', fileName, imports: [], ...chunk }]),
  )
  const { generateBundle } = pictureApart() as unknown as {
    generateBundle: (options: unknown, bundle: unknown) => void
  }
  generateBundle(undefined, bundle)
}

const PICTURE = { 'picture.js': { name: 'picture' } }

describe('the chunk of the first picture', () => {
  it('is fetched by what belongs to its lab', () => {
    const entry = { name: 'lab', facadeModuleId: '/src/labs/external-sort/lab.ts', imports: ['picture.js'] }
    expect(() =>
      check({ ...PICTURE, 'lab.js': entry, 'other.js': { name: 'other', facadeModuleId: '/src/a.ts' } }),
    ).not.toThrow()
  })

  it('is refused where another page would fetch it too, by way of others', () => {
    const pages = { name: 'pages', imports: ['picture.js'] }
    const entry = { name: 'about', facadeModuleId: '/src/app/AboutRoute.tsx', imports: ['pages.js'] }
    expect(() => check({ ...PICTURE, 'pages.js': pages, 'about.js': entry })).toThrow(
      '/src/app/AboutRoute.tsx would fetch the picture of external-sort',
    )
  })
})
