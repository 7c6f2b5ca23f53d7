import { memo, type ReactNode } from 'react'
import type { NodeView, TableView } from '../view-model/types.ts'

/** The log as a line of versions; thick where a reader replays it. */
export const Trunk = memo(function Trunk({ view }: { readonly view: TableView }): ReactNode {
  const { trunk, trunkY, broken, replays, nodes, asOf } = view
  if (trunk === undefined) return null
  return (
    <g>
      <path d={`M${broken?.[0] ?? trunk[0]} ${trunkY}H${trunk[1]}`} className="dl-trunk" />
      {replays.map(({ from, to, tone }) => (
        <path key={tone} d={`M${from} ${trunkY}H${to}`} className={`dl-replay dl-replay-${tone}`} />
      ))}
      {broken !== undefined && <Break x={(broken[0] + broken[1]) / 2 - 2} y={trunkY} />}
      {nodes.map((node) => (
        <Node key={node.version} node={node} y={trunkY} isFull={node.version === asOf?.version} />
      ))}
    </g>
  )
})

/** Versions are left out here, as on an axis that is cut. */
function Break({ x, y }: { readonly x: number; readonly y: number }): ReactNode {
  return (
    <>
      <path d={`M${x - 1.5} ${y + 5}l3 -10`} className="dl-break-gap" />
      <path d={`M${x - 3} ${y + 5}l3 -10M${x} ${y + 5}l3 -10`} className="dl-break" />
    </>
  )
}

const RADIUS = 4.6

function Node({
  node,
  y,
  isFull,
}: {
  readonly node: NodeView
  readonly y: number
  readonly isFull: boolean
}): ReactNode {
  const { x, isNow, isDead, hasCheckpoint } = node
  const look = isNow ? 'dl-node-now' : isFull && !isDead ? 'dl-node-full' : hasCheckpoint ? 'dl-node-checkpoint' : ''
  const className = `dl-node ${look} ${isDead ? 'dl-node-dead' : ''}`
  if (!hasCheckpoint) return <circle cx={x} cy={y} r={isNow ? RADIUS + 1.4 : RADIUS} className={className} />
  const r = RADIUS + 1.6
  return <path d={`M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`} className={className} />
}
