import { marked } from 'marked'
import type { Plugin } from 'vite'

/**
 * Makes Markdown files of the project HTML when it is built: `import text from './prompt.md'` is a string of HTML, and no
 * Markdown parser comes to the page. The files are ours; nothing from outside goes through here.
 */
export function markdown(): Plugin {
  return {
    name: 'markdown',
    transform(source, id) {
      if (!id.split('?')[0]?.endsWith('.md')) return undefined
      return { code: `export default ${JSON.stringify(toHtml(source))}`, map: null, moduleType: 'js' }
    },
  }
}

/** Characters from which on the text of a cell needs a width that it can be read at. */
const LONG = 24

export function toHtml(source: string): string {
  const html = marked.parse(source, { async: false, gfm: true })
  // What is wide is scrolled by itself, by key too, and not the page with it.
  return html
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll(/<td>(.*?)<\/td>/g, (cell, inner: string) =>
      lengthOf(inner) > LONG ? `<td class="long">${inner}</td>` : cell,
    )
    .trim()
}

function lengthOf(html: string): number {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&[#\w]+;/g, ' ').length
}
