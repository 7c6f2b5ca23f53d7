import { formatPlural } from '../base/format.ts'
import { CasePicture } from './CasePicture.tsx'
import { isBroken, isLost, type CaseVerdict, type CodeVerdict } from './code/verdict.ts'
import { GrowthPlot } from './GrowthPlot.tsx'

export interface CodeFailureProps {
  readonly verdict: CodeVerdict
  /** What the program defines, as it is called. */
  readonly name: string
}

/** What is wrong, smallest input first; or that nothing is, and how the time grows. */
export function CodeFailure({ verdict, name }: CodeFailureProps) {
  const { cases, right, smallest, wrong, growth, faultWords, which } = verdict
  const failing = isBroken(verdict) ? undefined : (smallest ?? cases.find(({ isRight }) => !isRight))
  const isAll = right === cases.length
  if (isLost(verdict)) return <p className="bad">{faultWords}</p>
  return (
    <>
      <p className="sql-verdict">
        <b className={isAll ? 'good' : 'bad'}>{`${right} of ${formatPlural(cases.length, 'case')} right`}</b>
        {isAll && which === 'examples' && ', all that are shown'}
        {failing !== undefined && hasInput(failing) && `, fails on “${failing.name}”`}
      </p>
      {faultWords !== undefined && <p className="bad">{faultWords}</p>}
      {wrong !== undefined && (
        <p className="line-verdict-why">
          {growth?.kind === 'slow' ? `What often makes a program slow here, for example: ${wrong.why}` : wrong.why}
        </p>
      )}
      {failing !== undefined && (
        <FailingCase failing={failing} name={name} told={faultWords} isShrunk={smallest?.isShrunk === true} />
      )}
      {growth !== undefined && <GrowthPlot growth={growth} />}
    </>
  )
}

interface FailingCaseProps {
  readonly failing: CaseVerdict
  readonly name: string
  /** What stands above it already: the first thing that ended the program. */
  readonly told: string | undefined
  readonly isShrunk: boolean
}

function FailingCase({ failing, name, told, isShrunk }: FailingCaseProps) {
  const { args, calls, missed, expected, got, error, ended, stdout } = failing
  return (
    <div className="failing">
      <h3 className="cap">{headOf(failing, isShrunk)}</h3>
      {failing.drawing !== undefined && <CasePicture drawing={failing.drawing} />}
      {missed !== undefined ? (
        <CallTable args={missed.map(({ call }) => call)} calls={missed} whose="this one" />
      ) : calls === undefined ? (
        <>
          <pre className="failing-args num">{callText(name, args)}</pre>
          <div className="diff">
            <div className="add">
              <i>right</i>
              <b>{expected}</b>
            </div>
            <div className="del">
              <i>yours</i>
              {ended === undefined ? (
                <b>{got ?? (error === undefined ? '' : `${error.name}: ${error.message}`)}</b>
              ) : (
                <span className="i2">no answer</span>
              )}
            </div>
          </div>
        </>
      ) : (
        <CallTable args={args} calls={calls} whose="yours" />
      )}
      {error !== undefined && calls === undefined && error.line !== undefined && (
        <p className="i2">{`thrown at line ${error.line}`}</p>
      )}
      {ended !== undefined && ended !== told && <p className="bad">{ended}</p>}
      {stdout !== '' && (
        <>
          <h3 className="cap">It printed</h3>
          <pre className="failing-args num">{stdout}</pre>
        </>
      )}
    </div>
  )
}

/** What is wrong with tests themselves is so for all cases. */
function hasInput({ args, missed }: CaseVerdict): boolean {
  return args.length > 0 || missed !== undefined
}

function headOf({ args, missed }: CaseVerdict, isShrunk: boolean): string {
  if (missed !== undefined) return 'It passes all your tests. These calls show it'
  if (args.length === 0) return 'The call'
  return isShrunk ? 'The smallest input found that fails' : 'The input'
}

/** On one line where it fits, else an argument a line. */
function callText(name: string, args: readonly string[]): string {
  const line = `${name}(${args.join(', ')})`
  return line.length <= 80 ? line : `${name}(\n${args.map((each) => `  ${each},\n`).join('')})`
}

interface CallTableProps {
  readonly args: readonly string[]
  readonly calls: readonly { readonly expected: string; readonly got: string }[]
  /** Above what came. */
  readonly whose: string
}

function CallTable({ args, calls, whose }: CallTableProps) {
  return (
    <table className="sql-table">
      <thead>
        <tr>
          <th scope="col">call</th>
          <th scope="col">right</th>
          <th scope="col">{whose}</th>
        </tr>
      </thead>
      <tbody>
        {args.map((call, i) => {
          const { expected = '', got = '' } = calls[i] ?? {}
          return (
            <tr key={i} className={expected === got ? undefined : 'del'}>
              <td className="num">{call}</td>
              <td className="num">{expected}</td>
              <td className="num">{got}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
