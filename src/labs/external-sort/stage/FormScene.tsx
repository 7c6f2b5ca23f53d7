import type { CSSProperties, ReactNode } from 'react'
import { rectanglesPath } from '../../../viz/bars.ts'
import { nounColour } from '../../../viz/glyph.tsx'
import type { BarGroup, FormView } from '../view-model/types.ts'

export interface FormPartsProps {
  readonly scene: FormView
  readonly lit: number | undefined
  /** The bars of the file are on the canvas. */
  readonly onCanvas: boolean
  /** Number of the event, when it moves something here. */
  readonly seq: number | undefined
}

/** The file, its read head, and memory. */
export function FormParts({ scene, lit, onCanvas, seq }: FormPartsProps): ReactNode {
  const { file, slots } = scene
  const { moved } = slots
  return (
    <>
      {!onCanvas && <Groups groups={file.groups} lit={lit} />}
      <path d={file.axis} className="es-axis" />
      {file.bracket !== '' && <path d={file.bracket} className="es-bracket" />}
      {file.connector !== '' && <path d={file.connector} className="es-connector" />}
      {file.nowLine !== '' && <path d={file.nowLine} className="es-touch" />}
      {slots.cells !== '' && <path d={slots.cells} className="es-slots" />}
      <Groups groups={slots.groups} lit={lit} />
      {slots.arrived !== undefined && (
        <g key={`arrived-${seq ?? 'still'}`} className={seq === undefined ? undefined : 'es-drops'}>
          <Groups groups={[slots.arrived]} lit={lit} />
        </g>
      )}
      {slots.brackets !== '' && <path d={slots.brackets} className="es-groups" />}
      {slots.floor !== '' && <path d={slots.floor} className="es-floor" />}
      {slots.nowBars !== '' && <path d={slots.nowBars} className="es-now-bars" />}
      {slots.nowLines !== '' && <path d={slots.nowLines} className="es-touch" />}
      {moved !== undefined && (
        <path
          key={seq ?? 'still'}
          d={moved.d}
          className={seq === undefined ? 'es-now-bars' : 'es-now-bars es-travels'}
          style={{ '--es-dx': `${moved.dx}px` } as CSSProperties}
        />
      )}
    </>
  )
}

/** Bars by colour: one path a noun. */
export function Groups({ groups, lit }: { groups: readonly BarGroup[]; lit: number | undefined }): ReactNode {
  return groups.map(({ run, bars, tone }) => (
    <path
      key={`${run}-${tone}`}
      d={rectanglesPath(bars)}
      fill={run > 0 ? nounColour(run) : 'var(--ink-3)'}
      className={tone === 'disk' ? 'es-disk' : 'es-bars'}
      data-plain={tone === 'plain' || undefined}
      data-dim={(lit !== undefined && run !== lit) || undefined}
    />
  ))
}
