import { memo, type ReactNode } from 'react'
import { nounColour } from '../../../viz/glyph.tsx'
import { TextureDefs, textureFill } from '../../../viz/texture.tsx'
import type { MergeView, PageView, StripBlock, StripView, TreeView } from '../view-model/types.ts'
import { KeyBoxes } from './KeyBoxes.tsx'
import { isSame } from './same.ts'

/** Lines of the tree, under the boxes. */
export function TreeWires({ tree }: { tree: TreeView }): ReactNode {
  const className = tree.crisp ? 'es-wire' : 'es-edge'
  return (
    <>
      {tree.wires !== '' && <path d={tree.wires} className={className} />}
      {tree.nowWires !== '' && <path d={tree.nowWires} className={`${className} es-wire-now`} />}
    </>
  )
}

/** Heads, tree and page budget. */
export function MergeParts({ scene, lit }: { scene: MergeView; lit: number | undefined }): ReactNode {
  return (
    <>
      <KeyBoxes boxes={scene.heads} lit={lit} />
      <KeyBoxes boxes={scene.tree.boxes} lit={lit} />
      {scene.budget?.pages.map((page, i) => (
        <Page key={i} page={page} lit={lit} />
      ))}
    </>
  )
}

const CELL_GAP = 1

const Page = memo(
  function Page({ page, lit }: { page: PageView; lit: number | undefined }): ReactNode {
    const { x, y, width, height, cells, filled } = page
    const isDim = (run: number): true | undefined => (lit !== undefined && run !== lit ? true : undefined)
    if (cells.length === 0) {
      return (
        <g data-dim={isDim(page.run)}>
          <rect
            x={x + 0.5}
            y={y + 0.5}
            width={Math.max(1, width - 1)}
            height={height - 1}
            className="es-cell"
            data-now={page.now || undefined}
          />
          <rect
            x={x}
            y={y}
            width={width * filled}
            height={height}
            fill={page.run > 0 ? nounColour(page.run) : 'var(--ink-3)'}
          />
        </g>
      )
    }
    const pitch = (width + CELL_GAP) / cells.length
    return (
      <g>
        {cells.map((run, i) => {
          if (run < 0) return null
          const at = { x: x + i * pitch, y, width: pitch - CELL_GAP, height }
          if (run > 0) return <rect key={i} {...at} fill={nounColour(run)} data-dim={isDim(run)} />
          return <rect key={i} {...inset(at)} className="es-cell" />
        })}
        {page.now && <path d={`M${x} ${y + height + 2.5}h${width}`} className="es-touch" />}
      </g>
    )
  },
  (a, b) => a.lit === b.lit && isSame(a.page, b.page),
)

function inset({ x, y, width, height }: { x: number; y: number; width: number; height: number }): object {
  return { x: x + 0.5, y: y + 0.5, width: Math.max(0.5, width - 1), height: height - 1 }
}

/** All runs of the pass over the pieces of the input they hold. */
export function Strip({
  strip,
  prefix,
  lit,
}: {
  strip: StripView
  prefix: string
  lit: number | undefined
}): ReactNode {
  const { frame } = strip
  return (
    <g>
      <TextureDefs prefix={prefix} />
      {strip.merged !== '' && <path d={strip.merged} className="es-cell" />}
      {strip.narrow !== '' && <path d={strip.narrow} className="es-disk es-narrow" />}
      {strip.blocks.map((block) => (
        <Block
          key={`${block.run}-${block.y}`}
          block={block}
          prefix={prefix}
          dim={lit !== undefined && block.run !== lit}
        />
      ))}
      {frame !== undefined && <rect {...frame} rx={2} className="es-frame" data-now={strip.frameNow || undefined} />}
    </g>
  )
}

function Block({ block, prefix, dim }: { block: StripBlock; prefix: string; dim: boolean }): ReactNode {
  const { x, y, width, height, run, label } = block
  return (
    <g data-dim={dim || undefined}>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        className="es-disk"
        fill={textureFill(prefix, run, width > 12 ? height : 0)}
      />
      {label !== '' && (
        <text x={x + 3} y={y + 9} className="es-tick es-tone-ink">
          {label}
        </text>
      )}
    </g>
  )
}
