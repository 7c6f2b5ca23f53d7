/** The signs of the transport, 12 px, in `currentColor`. */

function Sign({ d, filled = false }: { readonly d: string; readonly filled?: boolean }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={d}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={filled ? 1.3 : 1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

export const StartSign = () => <Sign d="M2 2v8M10.5 2 4.5 6l6 4z" filled />
export const BackSign = () => <Sign d="M8.5 2 3 6l5.5 4" />
export const OnSign = () => <Sign d="M3.5 2 9 6l-5.5 4" />
export const EndSign = () => <Sign d="M10 2v8M1.5 2l6 4-6 4z" filled />
export const PlaySign = () => <Sign d="M3.4 2.4 9.4 6l-6 3.6z" filled />
export const PauseSign = () => <Sign d="M3.5 2.5v7M8.5 2.5v7" filled />
