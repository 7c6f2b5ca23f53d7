import type { HtmlTagDescriptor, Plugin } from 'vite'

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

/** Adds the policy and the font preloads to the built page. The dev server needs inline scripts, so it goes without. */
export function htmlHead(): Plugin {
  return {
    name: 'lakescope-html-head',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => [policyTag(), ...preloadTags(Object.keys(bundle ?? {}))],
    },
  }
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
