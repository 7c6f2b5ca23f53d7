import type { ComponentType, ReactNode } from 'react'

export interface LinkProps {
  readonly href: string
  readonly className?: string
  readonly 'aria-current'?: 'page' | undefined
  readonly children: ReactNode
}

/** How a page leads to another one; the router's link fits. */
export type LinkComponent = ComponentType<LinkProps>

/** A link that the browser follows by itself. */
export function PlainLink(props: LinkProps) {
  return <a {...props} />
}
