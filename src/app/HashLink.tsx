import type { LinkProps } from './Link.tsx'

/** A link within the app: the browser follows the part behind the # by itself. */
export function HashLink({ children, ...rest }: LinkProps) {
  return <a {...rest}>{children}</a>
}
