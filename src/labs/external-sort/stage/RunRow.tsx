import { memo, useMemo, type ReactNode } from 'react'
import { barHeight, barsPath, barsSpan, barX, dashesPath } from '../../../viz/bars.ts'
import { Glyph, nounColour } from '../../../viz/glyph.tsx'
import type { RowView } from '../view-model/types.ts'
import { GLYPH_X, NAME_X, nameTone, touchY, wireOf } from './row-parts.ts'
import { isSame } from './same.ts'

export interface RunRowProps {
  readonly row: RowView
  /** Another noun is lit, so this one steps back. */
  readonly dim: boolean
  /** The bars are on the canvas. */
  readonly onCanvas: boolean
  /** Number of the event, when it moves something here. */
  readonly seq: number | undefined
}

/** A run: its name, its bars, what is in memory underlined, the line to the box of its head. */
export const RunRow = memo(
  function RunRow({ row, dim, onCanvas, seq }: RunRowProps): ReactNode {
    const wire = wireOf(row)
    return (
      <g className="es-row" data-dim={dim || undefined} style={{ transform: `translate(${row.x}px, ${row.y}px)` }}>
        {row.run > 0 && <Glyph n={row.run} x={row.nameX + (row.label === '' ? 5 : GLYPH_X)} y={0} r={row.glyphR} />}
        {row.label !== '' && (
          <text
            x={row.nameX + NAME_X}
            y={row.labelSize === 'mono' ? 4 : 3.4}
            className={`es-${row.labelSize} es-tone-${nameTone(row)}`}
          >
            {row.label}
          </text>
        )}
        <Places row={row} />
        {!onCanvas && <RowBars row={row} seq={seq} />}
        {wire !== '' && <path d={wire} className={row.wireNow ? 'es-wire es-wire-now' : 'es-wire'} />}
        <TouchLines row={row} />
        {seq !== undefined && row.touch === 'emit' && <FallingBar key={seq} row={row} />}
      </g>
    )
  },
  (a, b) => a.dim === b.dim && a.onCanvas === b.onCanvas && a.seq === b.seq && isSame(a.row, b.row),
)

/** Dashes where records have been or will be. */
function Places({ row }: { row: RowView }): ReactNode {
  const { bars, cursor, length, expected } = row
  const d = useMemo(
    () => dashesPath(bars, 0, cursor, bars.base) + dashesPath(bars, length, expected, bars.base),
    [bars, cursor, length, expected],
  )
  return d === '' ? null : <path d={d} className="es-places" />
}

function RowBars({ row, seq }: { row: RowView; seq: number | undefined }): ReactNode {
  const { bars, heights, cursor, loaded, length, touch, touchFrom } = row
  const colour = row.run === 0 ? 'var(--ink-3)' : nounColour(row.run)
  const isNew = seq !== undefined && touch === 'page'
  // What a page has just added to a run comes down; what has been read lights up.
  const settled = isNew && touchFrom >= loaded ? touchFrom : length
  const disk = useMemo(() => barsPath(bars, heights, loaded, settled), [bars, heights, loaded, settled])
  const held = useMemo(() => barsPath(bars, heights, cursor, loaded), [bars, heights, cursor, loaded])
  return (
    <>
      <path d={disk} fill={colour} className="es-disk" />
      {settled < length && (
        <g key={seq} className="es-drops">
          <path d={barsPath(bars, heights, settled, length)} fill={colour} className="es-disk" />
        </g>
      )}
      {held !== '' && (
        <path key={isNew ? seq : 0} d={held} fill={colour} className={isNew ? 'es-arrives' : undefined} />
      )}
    </>
  )
}

/** The underline of what is in memory, and in the colour of the present what the event touched. */
function TouchLines({ row }: { row: RowView }): ReactNode {
  const { bars, cursor, loaded, touch, touchFrom, touchTo } = row
  const y = touchY(row)
  const isRead = touch === 'page' || touch === 'seal'
  return (
    <>
      {loaded > cursor && <path d={line(row, cursor, loaded, y)} className="es-held" />}
      {isRead && touchTo > touchFrom && <path d={line(row, touchFrom, touchTo, y)} className="es-touch" />}
      {touch === 'emit' && <path d={line(row, touchFrom, touchTo, bars.base)} className="es-touch" />}
    </>
  )
}

function line(row: RowView, from: number, to: number, y: number): string {
  const [left, right] = barsSpan(row.bars, from, to)
  return `M${left} ${y}H${right}`
}

/** The bar of the record that has just left, on its way down. */
function FallingBar({ row }: { row: RowView }): ReactNode {
  const { bars, heights, touchFrom } = row
  const height = barHeight(bars, heights[touchFrom] ?? 0)
  const x = barX(bars, touchFrom)
  return (
    <rect
      x={x}
      y={bars.base - height}
      width={bars.width}
      height={height}
      fill={nounColour(row.run)}
      className="es-falls"
    />
  )
}
