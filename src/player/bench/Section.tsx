import { useId, type ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  /** What stands at the right of the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of the inspector. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className="sec" aria-labelledby={id}>
      <div className="sec-head">
        <h2 className="cap" id={id}>
          {title}
        </h2>
        {aside !== undefined && <span className="cap">{aside}</span>}
      </div>
      {children}
    </section>
  )
}
