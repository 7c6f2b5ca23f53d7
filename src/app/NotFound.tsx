import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { HOME, PRACTICE, REVIEWS } from './routes.ts'
import './error-boundary.css'

export interface NotFoundProps {
  readonly bar: ReactNode
  /** The address that leads nowhere, or one that it was under. */
  readonly path: string
  readonly go: (path: string) => void
}

const PAGES = [
  { path: PRACTICE, words: 'See the challenges' },
  { path: REVIEWS, words: 'See the reviews' },
  { path: HOME, words: 'See the labs' },
] as const

/** An address that leads nowhere. Offers all pages, the one that it was under first. */
export function NotFound({ bar, path, go }: NotFoundProps) {
  const nearest = PAGES.find((page) => path === page.path || path.startsWith(`${page.path}/`)) ?? PAGES[2]
  const pages = [nearest, ...PAGES.filter((page) => page !== nearest).reverse()]
  return (
    <>
      {bar}
      <main className="fault">
        <h1>Nothing is at this address.</h1>
        <p>The link may be cut off, or it was made by another version.</p>
        <div className="fault-acts">
          {pages.map((page) => (
            <Button key={page.path} primary={page === nearest} onPress={() => go(page.path)}>
              {page.words}
            </Button>
          ))}
        </div>
      </main>
    </>
  )
}
