export type EditorLanguage = 'typescript' | 'python' | 'sql'

/** A place in a program that something is wrong with. Lines and columns from 1. */
export interface EditorMark {
  readonly line: number
  readonly column?: number
  readonly message: string
}
