import { formatCount } from '../base/format.ts'
import type { GrowthVerdict } from './code/growth.ts'

const WIDTH = 320
const HEIGHT = 110
const LEFT = 8
const RIGHT = 96
const TOP = 10
const BOTTOM = 22

/** What is shorter is drawn at the foot: of it nothing is left when calls and answers are taken off. */
const LEAST_MILLISECONDS = 0.01
const MOST_SPREAD = 1_000
/** What is shorter is noise of the clock. */
const LEAST_TOLD_MILLISECONDS = 1

/** Times at n, 2n, 4n, 8n on logarithmic axes: the learner's beside the reference's, where a slope is an exponent. */
export function GrowthPlot({ growth }: { readonly growth: GrowthVerdict }) {
  const { kind, words, sizes, learner, reference } = growth
  const all = [...learner, ...reference]
  const most = Math.max(...all, LEAST_MILLISECONDS)
  const least = Math.max(Math.min(...all), LEAST_MILLISECONDS, most / MOST_SPREAD)
  const [low, high] = [Math.log(least), Math.log(most)]
  const xOf = (i: number) => LEFT + (i / Math.max(1, sizes.length - 1)) * (WIDTH - LEFT - RIGHT)
  const yOf = (time: number) => {
    const share = high === low ? 0.5 : (Math.log(Math.max(time, least)) - low) / (high - low)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
  }
  const pathOf = (times: readonly number[]) =>
    times.map((time, i) => `${i === 0 ? 'M' : 'L'}${xOf(i)} ${yOf(time)}`).join('')
  const isBad = kind === 'slow' || kind === 'wrong'
  return (
    <figure className="growth">
      <figcaption className={isBad ? 'bad' : kind === 'good' ? 'good' : undefined}>{words}</figcaption>
      {all.length > 0 && (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={plotWords(growth)}>
          <path d={pathOf(reference)} fill="none" stroke="var(--ink-3)" strokeDasharray="3 3" />
          <path d={pathOf(learner)} fill="none" stroke={isBad ? 'var(--bad)' : 'var(--good)'} strokeWidth="1.5" />
          {sizes.map((size, i) => (
            <text key={size} className="tick" x={xOf(i)} y={HEIGHT - 6} textAnchor={i === 0 ? 'start' : 'middle'}>
              {formatCount(size)}
            </text>
          ))}
          <Label x={xOf(learner.length - 1) + 6} y={yOf(learner.at(-1) ?? 0) + 4} name="yours" time={learner.at(-1)} />
          <Label
            x={xOf(reference.length - 1) + 6}
            y={yOf(reference.at(-1) ?? 0) + (isBad ? 4 : 16)}
            name="reference"
            time={reference.at(-1)}
          />
        </svg>
      )}
    </figure>
  )
}

function Label({ x, y, name, time }: { x: number; y: number; name: string; time: number | undefined }) {
  if (time === undefined) return undefined
  return (
    <text x={x} y={Math.min(y, HEIGHT - BOTTOM + 2)}>
      {`${name} ${timeText(time)}`}
    </text>
  )
}

function plotWords({ sizes, learner, reference }: GrowthVerdict): string {
  return sizes
    .map(
      (size, i) =>
        `n ${formatCount(size)}: yours ${timeText(learner[i]) ?? 'stopped'}, reference ${timeText(reference[i]) ?? '?'}`,
    )
    .join('; ')
}

/** What cannot be told is not said to be nothing. */
function timeText(time: number | undefined): string | undefined {
  if (time === undefined) return undefined
  if (time < LEAST_TOLD_MILLISECONDS) return `< ${LEAST_TOLD_MILLISECONDS} ms`
  return `${time < 10 ? time.toFixed(1) : time.toFixed(0)} ms`
}
