import './case-picture.css'
import type { CaseDrawing, DrawnFile, DrawnRun, LifetimesDrawing, RunsDrawing } from './types.ts'

/** A case that fails, drawn as the lab draws such things. The same stands in words and values under it. */
export function CasePicture({ drawing }: { readonly drawing: CaseDrawing }) {
  return (
    <div className="case-picture">
      {drawing.kind === 'lifetimes' ? <Lifetimes {...drawing} /> : <Runs {...drawing} />}
    </div>
  )
}

const MARK_WORDS: Readonly<Record<DrawnFile['mark'], string>> = {
  live: 'live, and yours has it',
  gone: '',
  missing: 'live, yours lost it',
  extra: 'gone, yours still has it',
}

const VERSION_PX = 64
const ROW_PX = 22
const HEAD_PX = 22
const NAME_PX = 56
const WORDS_PX = 170

/** Files over versions: a bar from the version that adds it to the one that removes it. */
function Lifetimes({ versions, files }: LifetimesDrawing) {
  const width = NAME_PX + versions.length * VERSION_PX + WORDS_PX
  const height = HEAD_PX + files.length * ROW_PX + 4
  const x = (at: number) => NAME_PX + at * VERSION_PX
  return (
    <svg width={width} height={height} role="img" aria-label={wordsOfFiles(files)}>
      {versions.map((version, at) => (
        <g key={version}>
          <path d={`M${x(at) + 0.5} ${HEAD_PX - 4}V${height}`} className="case-rule" />
          <text x={x(at)} y={12} className="case-tick">{`v${version}`}</text>
        </g>
      ))}
      {files.map(({ name, spans, mark }, row) => {
        const y = HEAD_PX + row * ROW_PX
        const last = versions.length - 1
        return (
          <g key={name} data-mark={mark}>
            <text x={0} y={y + 13} className="case-name">
              {name}
            </text>
            {spans.map(({ from, to }) => (
              <rect
                key={from}
                x={x(from) + 1}
                y={y + 4}
                width={(to - from) * VERSION_PX - 3}
                height={12}
                className="case-bar"
                data-live={to === versions.length || undefined}
              />
            ))}
            {mark === 'extra' && (
              <rect
                x={x(Math.max(0, last)) + 1}
                y={y + 4.5}
                width={VERSION_PX - 3}
                height={11}
                className="case-extra"
              />
            )}
            <text x={x(versions.length) + 8} y={y + 13} className="case-words">
              {MARK_WORDS[mark]}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function wordsOfFiles(files: readonly DrawnFile[]): string {
  return files.map(({ name, mark }) => `${name}: ${MARK_WORDS[mark] || 'gone'}`).join('; ')
}

const BAR_PX = 30

/** Runs as rows of bars, the sorted one and the one of the program last. */
function Runs({ runs }: RunsDrawing) {
  return (
    <div className="case-runs">
      {runs.map((run) => (
        <Run key={run.label} run={run} />
      ))}
    </div>
  )
}

function Run({ run }: { readonly run: DrawnRun }) {
  const { label, note, keys } = run
  return (
    <div className="case-run" role="group" aria-label={wordsOfRun(run)}>
      <span className="case-run-name">{label}</span>
      <span className="case-keys" aria-hidden="true">
        {keys.map(({ text, share, isWrong }, i) => (
          <span key={i} className="case-key" data-wrong={isWrong || undefined}>
            <i style={{ height: Math.max(2, Math.round(share * BAR_PX)) }} />
            <span className="num">{text}</span>
          </span>
        ))}
        {keys.length === 0 && <span className="i3">–</span>}
      </span>
      <span className="case-run-note">{note}</span>
    </div>
  )
}

function wordsOfRun({ label, note, keys }: DrawnRun): string {
  const words = keys.map(({ text, isWrong }) => (isWrong ? `${text} (wrong here)` : text)).join(', ')
  return [`${label}: ${words === '' ? 'nothing' : words}`, note].filter(Boolean).join('; ')
}
