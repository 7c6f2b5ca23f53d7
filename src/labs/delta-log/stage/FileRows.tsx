import { memo, type ReactNode } from 'react'
import { Glyph } from '../../../viz/glyph.tsx'
import { textureFill } from '../../../viz/texture.tsx'
import { barBox } from '../view-model/files.ts'
import type { RowView, TableView } from '../view-model/types.ts'

export interface FileRowsProps {
  readonly view: TableView
  readonly prefix: string
  /** The file, or the partition of the file, that is pointed at; others step back. */
  readonly lit: number | undefined
}

/** A row for each data file: in the table, removed and still on disk, or in no commit. */
export const FileRows = memo(function FileRows({ view, prefix, lit }: FileRowsProps): ReactNode {
  return (
    <g>
      {view.groups.map(
        ({ noun, x, y, partition }) => partition !== '' && <Glyph key={noun} n={noun} x={x} y={y} r={4} />,
      )}
      {view.rows.map((row) => (
        <g key={row.file} className={lit === undefined || lit === row.file ? undefined : 'dl-dim'}>
          <FileRow row={row} prefix={prefix} />
        </g>
      ))}
    </g>
  )
})

function FileRow({ row, prefix }: { readonly row: RowView; readonly prefix: string }): ReactNode {
  const middle = row.y + row.height / 2
  const { tail, vacuumX, outline, whiskers, isNow } = row
  const last = row.bars.at(-1)
  return (
    <>
      {tail !== undefined && tail[1] > tail[0] && <path d={`M${tail[0]} ${middle}H${tail[1]}`} className="dl-tail" />}
      {vacuumX !== undefined && <path d={`M${vacuumX} ${middle - 4}v8`} className="dl-vacuum" />}
      {row.bars.map((bar, i) => (
        <rect
          key={i}
          {...barBox(row, bar)}
          rx={1}
          fill={textureFill(prefix, row.noun, row.height * 0.7 + 2)}
          className={isNow && bar === last ? 'dl-grows' : undefined}
        />
      ))}
      {outline !== undefined && (
        <rect
          {...barBox(row, { x: outline.x, width: outline.width, share: 1 })}
          rx={1}
          className={`dl-outline ${outline.isOrphan ? 'dl-outline-orphan' : ''}`}
        />
      )}
      {isNow && <NowFrame row={row} />}
      {whiskers.map(({ axisX, axisWidth, from, to }) => (
        <g key={axisX}>
          <path d={`M${axisX} ${middle}h${axisWidth}`} className="dl-axis" />
          <path d={`M${from} ${middle}H${to}`} className="dl-whisker" />
        </g>
      ))}
    </>
  )
}

function NowFrame({ row }: { readonly row: RowView }): ReactNode {
  const bar = row.bars.at(-1) ?? (row.outline === undefined ? undefined : { ...row.outline, share: 1 })
  if (bar === undefined) return null
  const box = barBox(row, { ...bar, share: 1 })
  return <rect x={box.x - 2} y={box.y - 2} width={box.width + 4} height={box.height + 4} rx={1} className="dl-now" />
}
