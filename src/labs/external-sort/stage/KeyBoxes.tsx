import { memo, type ReactNode } from 'react'
import { Glyph } from '../../../viz/glyph.tsx'
import type { KeyBox } from '../view-model/types.ts'
import { isSame } from './same.ts'
import { Words } from './Words.tsx'

/** Boxes with keys; those of the present are drawn last, over the others. */
export function KeyBoxes({ boxes, lit }: { boxes: readonly KeyBox[]; lit: number | undefined }): ReactNode {
  const ordered = [...boxes].sort((a, b) => Number(a.state === 'now') - Number(b.state === 'now'))
  return ordered.map((box) => <OneBox key={box.id} box={box} dim={lit !== undefined && box.run !== lit} />)
}

const OneBox = memo(
  function OneBox({ box, dim }: { box: KeyBox; dim: boolean }): ReactNode {
    const { x, y, width, height, glyph, text } = box
    return (
      <g className="es-box" data-state={box.state} data-dim={dim || undefined}>
        <rect x={x} y={y} width={width} height={height} rx={Math.min(2, height / 4)} />
        {glyph !== undefined && <Glyph n={box.run} x={glyph.x} y={glyph.y} r={glyph.r} />}
        {text !== undefined && <Words text={text} />}
      </g>
    )
  },
  (a, b) => a.dim === b.dim && isSame(a.box, b.box),
)
