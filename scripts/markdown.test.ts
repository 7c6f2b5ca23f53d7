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
