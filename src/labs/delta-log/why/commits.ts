import { formatBytes, formatPlural } from '../../../base/format.ts'
import { Outcome } from '../../../engine/delta/events.ts'
import type { CommitPayload, EndPayload } from '../../../engine/delta/events.ts'
import { tryVersion } from '../../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Moment, Story } from '../../../player/lab.ts'
import { changeText, filesOf, listFiles } from '../commit-files.ts'
import { capital, whoOf } from '../phases.ts'
import { readableNow } from './upkeep.ts'
import { cutTold, fileName, headOf, PAST, rowsText } from '../read.ts'

type Why = Story['why']

export function whyTry({ b, c, a }: TraceEvent, run: StatementRun | undefined): Why {
  const adds = formatPlural(run?.adds.length ?? 0, 'add')
  const removes = formatPlural(run?.removes.length ?? 0, 'remove')
  return {
    title: 'The whole commit is one put',
    paragraphs: [
      `${capital(whoOf(a))} read version ${run?.readVersion ?? -1}, so it wants to be ${b}${c > 1 ? `, its attempt number ${c}` : ''}: ${adds} and ${removes} in one small file. Either the file is there afterwards, or nothing has happened.`,
      'No lock is held. That others do the same is found out only now.',
    ],
  }
}

export function whyCommit({ state, log }: Moment<DeltaState>, event: TraceEvent): Why {
  const payload = log.payload(event.seq) as CommitPayload
  const { sizeBytes, isolation } = payload
  if (event.c === 1) return whyReplaced(state, event)
  if (event.b > 0 && event.b === state.header.firstVersion) return whyFirst(state, event, payload)
  const version = tryVersion(state, event.b)
  const rows = version?.liveRows === undefined ? '' : `; the table has ${rowsText(version.liveRows)}`
  const files = filesOf(state, version ?? NO_FILES)
  const what = `${changeText(files)}, in ${formatBytes(sizeBytes)} of JSON`
  const level = isolation === '' ? '' : ` It was committed under ${isolation}.`
  return {
    title: `Version ${event.b} exists from this event on`,
    paragraphs: [
      `${what}${rows}.${blindText(payload)}${removedText(state, files.went)}`,
      `Before this put nobody saw any of it, behind it everybody sees all of it. That is the atomicity of Delta: one object that is there or not.${level}`,
    ],
  }
}

/** A blind append only adds files: some writers claim it of commits that also remove some, or mark rows in them. */
function blindText({ isBlindAppend, removes }: CommitPayload): string {
  if (isBlindAppend !== true) return ''
  return removes.length === 0
    ? ' It had read nothing, so the log calls it a blind append.'
    : ` The log calls it a blind append, although it removes ${formatPlural(removes.length, 'file')}: a blind append only adds, so who relies on the word takes it for harmless where it is not.`
}

const NO_FILES = { version: -1, adds: [], removes: [] }

/** The log of somebody else was cleaned: the commits before are gone. */
function whyFirst(state: DeltaState, event: TraceEvent, { adds }: CommitPayload): Why {
  const rows = tryVersion(state, event.b)?.liveRows
  return {
    title: `The log begins at version ${event.b}`,
    paragraphs: [
      `The commits before are not in the log any more. Checkpoint ${event.b} holds what they add up to: ${formatPlural(adds.length, 'file')}${rows === undefined ? '' : `, ${rowsText(rows)}`}.`,
      'Versions before it cannot be read; those from here on need nothing that is gone from the log.',
    ],
  }
}

/** Where the removed files are, as far as somebody has looked. */
function removedText(state: DeltaState, removes: readonly number[]): string {
  const absent = removes.filter((id) => typeof state.files.tryGet(id)?.deletedAt === 'string')
  const kept = removes.filter((id) => typeof state.files.tryGet(id)?.deletedAt !== 'string')
  const still =
    kept.length === 0 ? '' : ` ${listFiles(kept)} ${kept.length === 1 ? 'stays' : 'stay'} on disk for older versions.`
  return absent.length === 0
    ? still
    : `${still} ${listFiles(absent)} ${absent.length === 1 ? 'is' : 'are'} not in the folder.`
}

function whyReplaced(state: DeltaState, event: TraceEvent): Why {
  const lost = state.lostCommits.at(-1)
  const orphans = lost?.adds.map(fileName).join(', ') ?? ''
  return {
    title: `Two writers have won version ${event.b}`,
    paragraphs: [
      `${capital(whoOf(lost?.actor ?? 0))} was told that its commit is there. ${capital(whoOf(event.a))} had looked before that, saw nothing, and has now put its own over it.`,
      `No one gets an error. ${orphans === '' ? 'What the first one did' : `${orphans}`} ${orphans.includes(',') ? 'are' : 'is'} not in the table any more: a lost commit. With put-if-absent the second put would have failed.`,
    ],
  }
}

export function whyLose(state: DeltaState, event: TraceEvent, run: StatementRun | undefined): Why {
  const winner = tryVersion(state, event.b)
  const who = winner === undefined ? 'another writer' : whoOf(winner.actor)
  const first = `${capital(who)} was faster`
  if (run !== undefined && headOf(run.text) === 'RESTORE') {
    return {
      title: 'RESTORE is tried once',
      paragraphs: [
        `${first}, and that is the end of it: whatever came first, Delta does not look whether it has to do with the RESTORE. It has to be begun again.`,
      ],
    }
  }
  return {
    title: 'Losing the put is no conflict yet',
    paragraphs: [
      `${first}. ${capital(whoOf(event.a))} does not give up: if what came first has nothing to do with what it read, the same files can be committed as a later version, and its caller will never notice.`,
    ],
  }
}

/** `isRowLevel`: rows are compared, so that two writers may mark one file. */
export function whyRetry(event: TraceEvent, run: StatementRun | undefined, isRowLevel: boolean): Why {
  const winners = run?.winners.length ?? 0
  const vectors = isRowLevel
    ? ', but a file that the winner has marked too gets one vector with the marks of both.'
    : '.'
  return {
    title: 'No logical conflict: try the next number',
    paragraphs: [
      `All checks against ${formatPlural(winners, 'winner')} passed or were excused. ${capital(whoOf(event.a))} keeps its data files, and asks for version ${event.b}: attempt ${event.c}. Nothing is done again${vectors}`,
    ],
  }
}

export function whyEnd({ state, log }: Moment<DeltaState>, event: TraceEvent, run: StatementRun | undefined): Why {
  const { message: whole, exception, code, action, rows } = log.payload(event.seq) as EndPayload
  const message = cutTold(whole)
  const name = whoOf(event.a)
  switch (event.b) {
    case Outcome.committed:
      return {
        title: `${capital(name)} has committed version ${event.c}`,
        paragraphs: [betweenText(state, event)],
      }
    case Outcome.conflicted:
      return {
        title: `${capital(name)} is refused: ${exception ?? code ?? ''}`,
        paragraphs: [orphanText(run), `What to do: ${action ?? 'run the statement again'}.`],
      }
    case Outcome.failed:
      if (run === undefined) return whyLeftOut(message, code)
      return {
        title: `The statement fails: ${code ?? ''}`,
        paragraphs: [`Why: ${message}.`, ...(action === undefined ? [] : [`What to do: ${action}.`])],
      }
    case Outcome.read:
      return {
        title: `${capital(name)} has read version ${event.c}`,
        paragraphs: [
          `${rows === undefined ? '' : `${formatPlural(rows, 'row')}. `}A reader needs no permission and leaves no trace in the log.`,
        ],
      }
    case Outcome.vacuumed:
      return {
        title: capital(message),
        paragraphs: [`The table has no new version: what VACUUM deletes, no version says. ${readableNow(state)}`],
      }
    default:
      return { title: capital(message), paragraphs: ['Nothing was committed.'] }
  }
}

/** Of a log that is read back: it has no statements. */
function whyLeftOut(message: string, code: string | undefined): Why {
  return {
    title: `Not whole: ${code ?? ''}`,
    paragraphs: [
      `${capital(message)}.`,
      'A checkpoint says what all versions before it add up to, so with the next one the log goes on. Without one it ends here.',
    ],
  }
}

/** What stood between the version that was read and the one that was committed: versions, and a commit that is lost. */
function betweenText(state: DeltaState, { a, c }: TraceEvent): string {
  const standing = tryVersion(state, c)
  const lost = state.lostCommits.filter(({ version }) => version === c)
  const own = standing?.actor === a ? standing : lost.findLast(({ actor }) => actor === a)
  if (own?.readVersion === undefined) return 'It made the table.'
  const read = `It had read version ${own.readVersion}`
  if (own !== standing)
    return `${read}. Since then ${whoOf(standing?.actor ?? PAST)} has put another commit ${c} over it: it is lost, and nobody has told it.`
  const others = lost.filter(({ actor }) => actor !== a).map(({ actor }) => `${whoOf(actor)}'s`)
  if (others.length > 0)
    return `${read}, and ${others.join(' and ')} commit ${c} came in between. It was put over, and is lost: no check was made, for no put has failed.`
  const between = c - own.readVersion - 1
  return between === 0
    ? `${read}, and nobody came in between.`
    : `${read}, and ${formatPlural(between, 'version')} came in between without harm.`
}

function orphanText(run: StatementRun | undefined): string {
  const files = run?.filesWritten.map(fileName) ?? []
  if (files.length === 0) return 'It had written no data file, so nothing is left behind.'
  return `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} on disk and in no commit. VACUUM will find ${files.length === 1 ? 'it' : 'them'}.`
}
