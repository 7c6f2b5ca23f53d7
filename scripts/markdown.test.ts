import { expect, it } from 'vitest'
import { toHtml } from './markdown.ts'

it('keeps the lines of code in a box that a key can scroll', () => {
  expect(toHtml('```python\ndef write(df):\n    return 1\n```')).toBe(
    '<pre tabindex="0"><code class="language-python">def write(df):\n    return 1\n</code></pre>',
  )
})

it('puts a table into a box that a key can scroll', () => {
  const html = toHtml('| a | b |\n| - | - |\n| 1 | 2 |')
  expect(html).toMatch(/^<div class="wide" tabindex="0"><table>/)
  expect(html).toMatch(/<\/table><\/div>$/)
})

it('marks the cells of a table whose text is long, however it is set', () => {
  const html = toHtml(
    `| a | b |\n| - | - |\n| ${'x'.repeat(24)} | **${'y'.repeat(25)}** |\n| \`${'<'.repeat(24)}\` | 1 |`,
  )
  expect(html.match(/<td class="long">.*?<\/td>/g)).toEqual([
    `<td class="long"><strong>${'y'.repeat(25)}</strong></td>`,
  ])
})
