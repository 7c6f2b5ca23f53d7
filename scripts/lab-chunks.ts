import type { IndexHtmlTransformContext } from 'vite'

export type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>
export type Chunk = Extract<Bundle[string], { readonly type: 'chunk' }>

/** What of the build a lab's module reaches by static imports, itself first; throws when there is no such lab. */
export function labChunks(lab: string, bundle: Bundle): Chunk[] {
  const entry = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/src/labs/${lab}/lab.ts`),
  )
  if (entry === undefined) throw new Error(`the build has no chunk of the lab ${lab}`)
  return reachedChunks(entry.fileName, bundle)
}

/** A file of the build and what it reaches by static imports, itself first. */
export function reachedChunks(first: string, bundle: Bundle): Chunk[] {
  const chunks = new Set<Chunk>()
  visit(first)
  return [...chunks]

  function visit(fileName: string): void {
    const file = bundle[fileName]
    if (file?.type !== 'chunk' || chunks.has(file)) return
    chunks.add(file)
    for (const imported of file.imports) visit(imported)
  }
}
