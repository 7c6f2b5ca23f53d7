import { formatNumber } from './number-text.ts'
import { readAmount } from './entry.ts'
import type { FieldVerdict } from './judge-form.ts'
import type { OptionVerdict } from './judge-options.ts'
import { rankAssumptions } from './sensitivity.ts'
import type { Field, NumberField } from './types.ts'

/** What became of one line of a form: right or not, what is accepted, and the thought behind a wrong answer. */
export function LineVerdict({ field, verdict }: { readonly field: Field; readonly verdict: FieldVerdict }) {
  const { isRight, accepted, why, options, credit } = verdict
  const wrong = credit > 0 ? 'Right in part' : 'Not right'
  return (
    <div className={isRight ? 'line-verdict good-line' : 'line-verdict bad-line'}>
      <p className="line-verdict-head">
        <b className={isRight ? 'good' : 'bad'}>{isRight ? 'Right' : wrong}</b>
        {!isRight && credit > 0 && (
          <span>
            counts <span className="num">{`${Math.round(100 * credit)} %`}</span>
          </span>
        )}
        {!isRight && (
          <span>
            accepted: <b className={accepted.length < 40 ? 'num' : undefined}>{accepted}</b>
          </span>
        )}
        {isRight && field.type === 'number' && (field.tolerance ?? 0) > 0 && (
          <span>
            accepted: <span className="num">{accepted}</span>
          </span>
        )}
      </p>
      {why !== '' && <p className="line-verdict-why">{why}</p>}
      {options.length > 0 && <Reasons options={options} />}
      {field.type === 'number' && <Axis field={field} verdict={verdict} />}
      {field.type === 'number' && field.model !== undefined && <Assumptions field={field} />}
    </div>
  )
}

/** Each option with its reason, and what was done with it. */
function Reasons({ options }: { readonly options: FieldVerdict['options'] }) {
  return (
    <ul className="option-reasons">
      {options.map((option) => (
        <li key={option.text}>
          <b className={option.isChosen === option.isWanted && !option.isMisplaced ? 'good' : 'bad'}>
            {optionWords(option)}
          </b>
          <span>
            {option.text}: {option.why}
          </span>
        </li>
      ))}
    </ul>
  )
}

function optionWords({ isChosen, isWanted, isMisplaced }: OptionVerdict): string {
  if (isMisplaced) return 'out of place'
  if (isWanted) return isChosen ? 'right' : 'missing'
  return isChosen ? 'too many' : 'left out'
}

const WIDTH = 320
const PAD = 8

/** The answer beside the accepted interval on one axis, logarithmic where both are above nothing. */
function Axis({ field, verdict: { got, isRight } }: { readonly field: NumberField; readonly verdict: FieldVerdict }) {
  const read = readAmount(got, field.unit)
  if (!('value' in read) || read.value === field.right) return undefined
  const { right, tolerance = 0 } = field
  const isLog = right > 0 && read.value > 0
  const scale = (value: number) => (isLog ? Math.log10(value) : value)
  const ends = [scale(right), scale(read.value)].toSorted((a, b) => a - b) as [number, number]
  const reach = Math.max((ends[1] - ends[0]) * 0.2, isLog ? 0.08 : Math.abs(right) * 0.1, 1e-9)
  const [from, to] = [ends[0] - reach, ends[1] + reach]
  const xOf = (value: number) => PAD + ((scale(value) - from) / (to - from)) * (WIDTH - 2 * PAD)
  const low = isLog ? Math.max(right - tolerance, 10 ** from) : right - tolerance
  const words = `You said ${formatNumber(read.value)}, right is ${formatNumber(right)}`
  const band = Math.max(3, xOf(right + tolerance) - xOf(low))
  const isLeft = xOf(read.value) < xOf(right)
  return (
    <svg className="answer-axis" viewBox={`0 0 ${WIDTH} 40`} role="img" aria-label={words}>
      <path d={`M0 20.5H${WIDTH}`} stroke="var(--line-2)" />
      <rect x={xOf(right) - band / 2} y="14" width={band} height="13" fill="var(--good)" />
      <circle
        cx={xOf(read.value)}
        cy="20.5"
        r="4"
        fill="var(--paper)"
        stroke={isRight ? 'var(--good)' : 'var(--bad)'}
        strokeWidth="1.5"
      />
      <text className="m" x={xOf(right)} y="39" textAnchor={isLeft ? 'end' : 'start'}>
        {`${formatNumber(right)} right`}
      </text>
      <text className="m" x={xOf(read.value)} y="10" textAnchor={isLeft ? 'start' : 'end'}>
        {`${formatNumber(read.value)} yours`}
      </text>
    </svg>
  )
}

function Assumptions({ field }: { readonly field: NumberField }) {
  const ranked = field.model === undefined ? [] : rankAssumptions(field.model)
  if (ranked.length < 2) return undefined
  const most = Math.max(...ranked.map(({ change }) => Math.abs(change)))
  return (
    <table className="kv assumptions">
      <caption className="cap">
        Which assumption moves it most, each a tenth larger; of what is counted, to a whole number
      </caption>
      <tbody>
        {ranked.map(({ label, value, next, change }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="num">{`${formatNumber(value)} → ${formatNumber(next)}`}</td>
            <td>
              <svg width="80" height="8" aria-hidden="true">
                <rect y="1" width={(Math.abs(change) / most) * 80} height="6" fill="var(--ink-2)" />
              </svg>
            </td>
            <td className="num">{`${change > 0 ? '+' : '−'}${formatNumber(Math.round(Math.abs(change) * 1000) / 10)} %`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
