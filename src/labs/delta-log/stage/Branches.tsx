import { memo, type ReactNode } from 'react'
import type { BranchView } from '../view-model/types.ts'

const RING = 4

/** Writers: each leaves the trunk where it has read, and comes back where it has written, or does not. */
export const Branches = memo(function Branches({ branches }: { readonly branches: readonly BranchView[] }): ReactNode {
  return (
    <g>
      {branches.map(({ key, d, tone, rings, cross }) => (
        <g key={key}>
          <path d={d} className={`dl-branch dl-branch-${tone}`} />
          {rings.map((ring, i) => (
            <circle
              key={i}
              cx={ring.x}
              cy={ring.y}
              r={RING}
              className={`dl-ring dl-ring-${tone} ${ring.isNow ? 'dl-ring-now' : ''}`}
            />
          ))}
          {cross !== undefined && (
            <path
              d={`M${cross.x - 5} ${cross.y - 5}l10 10M${cross.x + 5} ${cross.y - 5}l-10 10`}
              className="dl-cross"
            />
          )}
        </g>
      ))}
    </g>
  )
})
