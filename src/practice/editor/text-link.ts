/** What a text of the page is shown in: an editor that tells of every change of its text, also of those made from outside. */
export interface TextHost {
  readonly read: () => string
  readonly write: (text: string) => void
}

/** Between the text of the page and that of an editor; only what is typed goes to the page. */
export interface TextLink {
  /** The editor's text has changed. */
  readonly changed: () => void
  /** Shows another text. One that `onText` was given comes back by itself and changes nothing. */
  readonly show: (text: string) => void
}

export function createTextLink({ read, write }: TextHost, onText: (text: string) => void): TextLink {
  // What was told and has not come back yet: it comes back late, when more may have been typed already.
  let told: readonly string[] = []
  let isWriting = false
  return {
    changed: () => {
      // What the page put there is no act of the learner's.
      if (isWriting) return
      const text = read()
      told = [...told, text]
      onText(text)
    },
    show: (text) => {
      const echo = told.lastIndexOf(text)
      told = told.slice(echo + 1)
      if (echo !== -1 || text === read()) return
      isWriting = true
      write(text)
      isWriting = false
    },
  }
}
