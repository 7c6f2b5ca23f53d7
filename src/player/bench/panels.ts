import type { Panels } from './bench-ui.ts'

const CLASSES = { story: '.story-cell', inspector: '.insp-cell' } as const

/** The panels of the bench in an element. Whether one is a drawer is the style sheet's to say: drawers float. */
export function panelsOf(root: { readonly current: HTMLElement | null }): Panels {
  const find = (panel: keyof typeof CLASSES): HTMLElement | null => root.current?.querySelector(CLASSES[panel]) ?? null
  return {
    isDrawer: (panel) => {
      const element = find(panel)
      return element !== null && Number(getComputedStyle(element).zIndex) > 0
    },
    focus: (panel) => {
      const element = find(panel)
      element?.querySelector<HTMLElement>('button, [tabindex="0"], a[href]')?.focus()
    },
  }
}
