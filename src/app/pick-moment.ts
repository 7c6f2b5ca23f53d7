import type { AppContext } from './context.ts'
import { openDropped } from './open-dropped.ts'

/** Asks for a file with a saved moment. Another one is opened as one that was dropped: the page for data says what it is. */
export function pickMoment({ go, openFile }: Pick<AppContext, 'go' | 'openFile'>): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    input.remove()
    if (file !== undefined) void openDropped(file, go, openFile)
  })
  input.addEventListener('cancel', () => input.remove())
  // In the document: a browser may forget one that stands nowhere while its dialog is open.
  input.hidden = true
  document.body.append(input)
  input.click()
}
