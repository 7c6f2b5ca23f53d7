import { useSyncExternalStore } from 'react'

/** The value of a custom property of the root element. */
export type Tokens = (name: string) => string

/** The colour that a CSS value stands for: `var(--name)` is looked up, anything else is one already. */
export function resolveColour(tokens: Tokens, value: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1]
  return name === undefined ? value : tokens(name)
}

/** Tokens of the theme, each computed once; another function whenever the theme may have changed. */
export function useTokens(): Tokens {
  return useSyncExternalStore(watchTheme, currentTokens)
}

/** Shared by all canvases: to compute a style, the browser first works off all that has changed in the document. */
let shared: Tokens | undefined
const watchers = new Set<() => void>()
let observer: MutationObserver | undefined

/** What `useTokens` gives at this moment. */
export function currentTokens(): Tokens {
  shared ??= createTokens()
  return shared
}

function watchTheme(watcher: () => void): () => void {
  watchers.add(watcher)
  // For good: a theme that changes while no canvas is there changes the next one's colours too.
  if (observer === undefined) {
    observer = new MutationObserver(renewTokens)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
  }
  return () => watchers.delete(watcher)
}

function renewTokens(): void {
  shared = undefined
  for (const watcher of [...watchers]) watcher()
}

function createTokens(): Tokens {
  const known = new Map<string, string>()
  return (name) => {
    const value = known.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim()
    known.set(name, value)
    return value
  }
}
