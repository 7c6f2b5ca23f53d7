import {
  useId,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type SyntheticEvent,
} from 'react'
import { CloseIcon } from './icons.tsx'
import { IconButton } from './IconButton.tsx'
import './sheet.css'

export interface SheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** The title is only heard, and there is no close button: the content has a head of its own. */
  readonly bare?: boolean
  /** Widest it gets: 480, 640 or 1,040 px. */
  readonly size?: 'small' | 'medium' | 'large'
  /** Where it stands; at the top it does not move when its content grows. */
  readonly place?: 'middle' | 'top'
  readonly children: ReactNode
}

/**
 * A modal sheet on the native dialog: the rest of the page is inert, Esc and a press beside it close it, focus goes back
 * to where it came from. Key presses inside do not reach the page's own keys.
 */
export function Sheet(props: SheetProps) {
  return props.open ? <OpenSheet {...props} /> : undefined
}

function OpenSheet({ onClose, title, bare = false, size = 'small', place = 'middle', children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useModal(dialog)
  const pressBeside = (event: PointerEvent) => {
    if (event.target === dialog.current) onClose()
  }
  const cancel = (event: SyntheticEvent) => {
    // The owner closes it, so that what it knows and what is shown stay the same.
    event.preventDefault()
    onClose()
  }
  const keepKeys = (event: KeyboardEvent) => event.stopPropagation()
  return (
    <dialog
      ref={dialog}
      className={`sheet sheet-${size} sheet-${place}`}
      aria-labelledby={titleId}
      onCancel={cancel}
      onPointerDown={pressBeside}
      onKeyDown={keepKeys}
    >
      <div className="sheet-body">
        {bare ? (
          <h2 id={titleId} className="visually-hidden">
            {title}
          </h2>
        ) : (
          <header className="sheet-head">
            <h2 id={titleId}>{title}</h2>
            <IconButton label="Close" keys={['esc']} onPress={onClose}>
              <CloseIcon />
            </IconButton>
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}

/** Opens the dialog over everything while it is mounted, and gives the focus back afterwards. */
function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [dialog])
}
