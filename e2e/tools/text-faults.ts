/** The elements that hold text in the app, SVG included. */
export const TEXT_ELEMENTS = 'text, p, td, th, h1, h2, h3, li, dt, dd, button, a, label, output, span'

/**
 * Runs inside a page, so it holds everything it needs: lists text that leaves the window, text cut off by a clipping
 * ancestor, and texts that overlap each other by more than a hair. Only the innermost elements that match are looked at.
 * Text inside a scrolling ancestor is out of sight, not cut off.
 */
export function listTextFaults(selector: string): string[] {
  interface Piece {
    readonly text: string
    readonly box: DOMRect
  }

  const isVisible = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
    element.closest('[aria-hidden="true"].visually-hidden, .visually-hidden') === null

  /** The nearest ancestor that scrolls or clips what leaves it. */
  const enclosure = (element: Element) => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above)
      if (/auto|scroll/.test(overflowX + overflowY)) return { box: above.getBoundingClientRect(), scrolls: true }
      if (/hidden|clip/.test(overflowX + overflowY)) return { box: above.getBoundingClientRect(), scrolls: false }
    }
    return undefined
  }

  const faultsOfPlace = (element: Element, { text, box }: Piece): string[] => {
    const around = enclosure(element)
    if (around?.scrolls) return []
    if (around && (box.bottom > around.box.bottom + 1 || box.right > around.box.right + 1))
      return [`clipped: "${text}"`]
    return box.right > innerWidth + 1 || box.left < -1 ? [`off-screen: "${text}"`] : []
  }

  const faultsOfOverlap = (pieces: readonly Piece[]): string[] =>
    pieces.flatMap((a, index) =>
      pieces.slice(index + 1).flatMap((b) => {
        const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        return x > 1.5 && y > 4 ? [`overlap: "${a.text}" and "${b.text}"`] : []
      }),
    )

  const found = [...document.querySelectorAll(selector)]
    .map((element) => ({
      element,
      piece: { text: (element.textContent ?? '').trim().slice(0, 44), box: element.getBoundingClientRect() },
    }))
    .filter(
      ({ element, piece }) => piece.text !== '' && piece.box.width > 0 && piece.box.height > 0 && isVisible(element),
    )
    .filter(({ element }) => element.querySelector(selector) === null)
  const faults = [
    ...found.flatMap(({ element, piece }) => faultsOfPlace(element, piece)),
    ...faultsOfOverlap(found.map(({ piece }) => piece)),
  ]
  return [...new Set(faults)]
}
