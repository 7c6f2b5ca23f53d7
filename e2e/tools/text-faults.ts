/** The elements that hold text in the app, SVG included. */
export const TEXT_ELEMENTS = 'text, p, td, th, h1, h2, h3, li, dt, dd, button, a, label, output, span'

/**
 * Runs inside a page, so it holds everything it needs: lists text that leaves the window, text cut off by a clipping
 * ancestor, and texts that overlap each other by more than a hair. Only the innermost elements that match are looked at.
 * Text that is scrolled out of sight is not cut off, and overlaps nothing there; nor does text overlap what lies under
 * the opaque ground of a layer that floats over it.
 */
export function listTextFaults(selector: string): string[] {
  interface Piece {
    readonly element: Element
    readonly text: string
    readonly box: DOMRect
    /** What of the box the ancestors that scroll or clip leave in sight. */
    readonly seen: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
    /** The floating layer it stands on, undefined for the page itself. */
    readonly layer: Element | undefined
  }

  const isVisible = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
    element.closest('[aria-hidden="true"].visually-hidden, .visually-hidden') === null

  const isInModal = (element: Element) => {
    const modal = [...document.querySelectorAll('dialog:modal')].at(-1)
    return modal === undefined || modal.contains(element)
  }

  // Most elements are an ancestor of many: what is asked of one is asked once.
  const once = <Answer>(ask: (element: Element) => Answer) => {
    const answers = new Map<Element, Answer>()
    return (element: Element): Answer => {
      const known = answers.get(element)
      if (known !== undefined) return known
      const answer = ask(element)
      answers.set(element, answer)
      return answer
    }
  }

  const ancestorsOf = once((element) => {
    const found: HTMLElement[] = []
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
      found.push(above)
    return found
  })

  const overflowOf = once((element) => {
    const { overflowX, overflowY } = getComputedStyle(element)
    if (/auto|scroll/.test(overflowX + overflowY)) return 'scrolls'
    return /hidden|clip/.test(overflowX + overflowY) ? 'clips' : 'shows'
  })

  const boxOf = once((element) => element.getBoundingClientRect())

  const seenOf = (element: Element, box: DOMRect): Piece['seen'] =>
    ancestorsOf(element)
      .filter((above) => overflowOf(above) !== 'shows')
      .map(boxOf)
      .reduce<Piece['seen']>(
        (seen, clip) => ({
          left: Math.max(seen.left, clip.left),
          top: Math.max(seen.top, clip.top),
          right: Math.min(seen.right, clip.right),
          bottom: Math.min(seen.bottom, clip.bottom),
        }),
        box,
      )

  const isLayer = once((element) => {
    const { position, zIndex, backgroundColor } = getComputedStyle(element)
    const floats = position === 'fixed' || (position !== 'static' && Number(zIndex) > 0)
    return floats && !/transparent|, 0\)|\/ 0\)/.test(backgroundColor)
  })

  const faultsOfPlace = ({ element, text, box }: Piece): string[] => {
    const around = ancestorsOf(element).find((above) => overflowOf(above) !== 'shows')
    if (around !== undefined && overflowOf(around) === 'scrolls') return []
    const limit = around && boxOf(around)
    if (limit && (box.bottom > limit.bottom + 1 || box.right > limit.right + 1)) return [`clipped: "${text}"`]
    return box.right > innerWidth + 1 || box.left < -1 ? [`off-screen: "${text}"`] : []
  }

  const faultsOfOverlap = (pieces: readonly Piece[]): string[] =>
    pieces.flatMap((a, index) =>
      pieces.slice(index + 1).flatMap((b) => {
        const x = Math.min(a.seen.right, b.seen.right) - Math.max(a.seen.left, b.seen.left)
        const y = Math.min(a.seen.bottom, b.seen.bottom) - Math.max(a.seen.top, b.seen.top)
        return x > 1.5 && y > 4 && a.layer === b.layer && a.element !== b.element
          ? [`overlap: "${a.text}" and "${b.text}"`]
          : []
      }),
    )

  const pieces = [...document.querySelectorAll(selector)]
    .filter((element) => element.querySelector(selector) === null && isVisible(element) && isInModal(element))
    .flatMap((element) => {
      // Text that runs on from line to line covers its lines, not the whole area about them.
      const isInline = getComputedStyle(element).display === 'inline'
      const boxes = isInline ? [...element.getClientRects()] : [element.getBoundingClientRect()]
      const text = (element.textContent ?? '').trim().slice(0, 44)
      const layer = [element, ...ancestorsOf(element)].find(isLayer)
      return boxes.map((box) => ({ element, text, box, seen: seenOf(element, box), layer }))
    })
    .filter(({ text, box }) => text !== '' && box.width > 0 && box.height > 0)
  return [...new Set([...pieces.flatMap(faultsOfPlace), ...faultsOfOverlap(pieces)])]
}
