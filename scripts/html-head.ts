import type { HtmlTagDescriptor, Plugin } from 'vite'
import { labChunks, type Bundle } from './lab-chunks.ts'

/**
 * The policy of the built page. It is in the page because static hosts set no headers. Styles alone may be inline: marks
 * get their places through style attributes. `wasm-unsafe-eval` lets WebAssembly compile, not text run.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The two faces of the first screen; all other subsets load when a character needs them. */
const FIRST_FONTS = ['instrument-sans-latin-standard-normal', 'martian-mono-latin-standard-normal']

/** A script that the parser waits for. The browser looks for nothing behind it in a page that has its policy in itself. */
const BOOT_SCRIPT = /<script\s+src="(\.\/boot\.js)"\s+data-lab="([\w-]+)"><\/script>\n?/

/**
 * Adds the policy and the font preloads to the built page, and puts the script that the parser waits for behind all that
 * the page asks for. The dev server needs inline scripts, so it goes without.
 */
export function htmlHead(): Plugin {
  return {
    name: 'lakescope-html-head',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => ({
        html: html.replace(BOOT_SCRIPT, ''),
        tags: [policyTag(), ...preloadTags(Object.keys(bundle ?? {})), ...bootTags(html, bundle ?? {})],
      }),
    },
  }
}

function bootTags(html: string, bundle: Bundle): HtmlTagDescriptor[] {
  const [, src, lab] = BOOT_SCRIPT.exec(html) ?? []
  if (src === undefined || lab === undefined) return []
  const attrs = {
    src,
    'data-lab': lab,
    'data-lab-files': labFiles(lab, bundle, html).join(' '),
    'data-engine': engineFile(Object.keys(bundle)),
  }
  return [{ tag: 'script', attrs, injectTo: 'head' }]
}

/** The script of the engine's worker, `src/worker/entry.ts`. */
function engineFile(files: readonly string[]): string {
  const [file, ...others] = files.filter((name) => /\/entry-[\w-]+\.js$/.test(name))
  if (file === undefined || others.length > 0) throw new Error('the build has no one script of the engine')
  return `./${file}`
}

/** What of the build a lab is loaded with, apart from what the page names anyway: scripts first, then styles. */
function labFiles(lab: string, bundle: Bundle, html: string): string[] {
  const chunks = labChunks(lab, bundle).filter(({ fileName }) => !html.includes(fileName))
  const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]))
  return [...chunks.map(({ fileName }) => fileName), ...styles].map((file) => `./${file}`)
}

function policyTag(): HtmlTagDescriptor {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY }
  return { tag: 'meta', attrs, injectTo: 'head-prepend' }
}

/** One tag for each first font among the emitted files; throws when a face of the first screen is not among them. */
export function preloadTags(files: readonly string[]): HtmlTagDescriptor[] {
  const fonts = files.filter((file) => file.endsWith('.woff2'))
  if (fonts.length === 0) return []
  return FIRST_FONTS.map((name) => {
    const file = fonts.find((font) => font.includes(`${name}-`))
    if (file === undefined) throw new Error(`the build has fonts, but not ${name}`)
    const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `./${file}`, crossorigin: '' }
    return { tag: 'link', attrs, injectTo: 'head' }
  })
}
