import { memo, type ReactNode } from 'react'
import { LEAD_GAP } from '../view-model/text.ts'
import type { StageText } from '../view-model/types.ts'

/** A text of the stage; where it was cut, the whole of it is its title. */
export const Words = memo(function Words({ text }: { text: StageText }): ReactNode {
  const { lead, full } = text
  return (
    <text x={text.x} y={text.y} textAnchor={text.anchor} className={`es-${text.style} es-tone-${text.tone}`}>
      {full !== undefined && <title>{full}</title>}
      {lead !== undefined && <tspan className="es-lead">{lead}</tspan>}
      {lead === undefined ? <Inner text={text} /> : text.text !== '' && <tspan dx={LEAD_GAP}>{text.text}</tspan>}
    </text>
  )
}, sameText)

function Inner({ text: { text, key } }: { text: StageText }): ReactNode {
  if (key === undefined) return text
  const at = text.indexOf(key)
  return (
    <>
      {text.slice(0, at)}
      <tspan className="es-press">{key}</tspan>
      {text.slice(at + key.length)}
    </>
  )
}

function sameText(a: { text: StageText }, b: { text: StageText }): boolean {
  const [left, right] = [a.text, b.text]
  return (
    left.text === right.text &&
    left.x === right.x &&
    left.y === right.y &&
    left.lead === right.lead &&
    left.style === right.style &&
    left.tone === right.tone &&
    left.anchor === right.anchor
  )
}
