/** One of several that a word of the sentence can be. */
export interface ChoiceOption {
  readonly value: string
  readonly text: string
  /** Choosing it opens the field of this `text` value instead. */
  readonly opens?: string
  /** Those of one group follow one another, under its name. */
  readonly group?: string
}
