import { formatCount } from '../base/format.ts'
import { CHALLENGES } from '../challenges/registry.ts'
import { LABS } from '../labs/registry.ts'
import { saveExport } from './save-export.ts'
import { benchCommands } from '../player/bench/commands.ts'
import type { Session } from '../player/session.ts'
import type { Command } from '../ui/command.ts'
import type { AppContext, LabOnScreen } from './context.ts'
import { pickMoment } from './pick-moment.ts'
import { describeOtherRun } from './question-runs.ts'
import { ABOUT, challengePath, HOME, labPath, PRACTICE, scenarioPath } from './routes.ts'

type PageContext = Pick<AppContext, 'go' | 'openSheet' | 'openFile'>

/** How many events after the playhead are looked through for a text. */
const LOOK_AHEAD = 20_000

/** Everything the palette offers in a lab for a query: events it names, labs, scenarios, commands. */
export function createLabCommands({ session, ui }: LabOnScreen, context: AppContext, query: string): Command[] {
  return [
    ...eventCommands(session, query),
    ...(query.trim() === '' ? [] : questionCommands(session)),
    ...sessionCommands({ session, ui }, context),
    ...benchCommands(session, ui),
    ...scenarioCommands(session, context),
    ...pageCommands(context, session.lab.entry.id),
  ]
}

/** Labs, challenges and pages; offered everywhere. `here` is the lab that the key O opens a file of the learner's own in. */
export function pageCommands(context: PageContext, here = LABS[0]?.id): Command[] {
  const { go, openSheet, openFile } = context
  return [
    ...LABS.map((lab): Command => ({
      id: `lab.${lab.id}`,
      title: lab.title,
      group: 'Labs',
      words: lab.summary,
      run: () => go(labPath(lab.id)),
    })),
    ...CHALLENGES.map(({ id, title, topic, kind }): Command => ({
      id: `challenge.${id}`,
      title,
      group: 'Challenges',
      words: `${id} ${topic} ${kind} practice`,
      run: () => go(challengePath(id)),
    })),
    ...LABS.flatMap(({ id, own }): Command[] =>
      own === undefined
        ? []
        : [
            {
              id: `own.${id}`,
              title: `Open a ${own.noun} of your own`,
              group: 'Commands',
              ...(id === here ? { keys: ['O'] } : {}),
              words: own.words,
              run: () => openFile(undefined, id),
            },
          ],
    ),
    {
      id: 'page.moment',
      title: 'Open a saved moment',
      group: 'Commands',
      words: 'file lakescope.json import load restore share',
      run: () => pickMoment(context),
    },
    {
      id: 'page.practice',
      title: 'Go to the challenges',
      keys: ['C'],
      group: 'Commands',
      words: 'practice',
      run: () => go(PRACTICE),
    },
    { id: 'page.home', title: 'Go to the first page', group: 'Commands', words: 'home labs', run: () => go(HOME) },
    {
      id: 'page.about',
      title: 'Read what is modelled and what is not',
      group: 'Commands',
      words: 'about',
      run: () => go(ABOUT),
    },
    {
      id: 'page.keys',
      title: 'Show all keys',
      group: 'Commands',
      keys: ['?'],
      words: 'help shortcuts keyboard',
      run: () => openSheet('keys'),
    },
    {
      id: 'page.settings',
      title: 'Open settings',
      group: 'Commands',
      words: 'theme dark light motion backup erase',
      run: () => openSheet('settings'),
    },
  ]
}

function scenarioCommands(session: Session, { go }: AppContext): Command[] {
  const { entry } = session.lab
  return entry.scenarios.map(({ id, claim }) => ({
    id: `scenario.${id}`,
    title: claim,
    group: 'Scenarios',
    words: `${entry.title} ${id}`,
    run: () => go(scenarioPath(entry.id, id)),
  }))
}

function shareCommand(openSheet: AppContext['openSheet']): Command {
  return {
    id: 'share',
    title: 'Share this moment',
    group: 'Commands',
    words: 'link send',
    run: () => openSheet('share'),
  }
}

function sessionCommands({ session, ui }: LabOnScreen, { openSheet }: AppContext): Command[] {
  const { branching, comparing, lab } = session
  const others = session.state.branches.filter((branch) => branch.id !== session.state.current)
  return [
    ...fieldCommands(session, ui),
    ...(lab.isUnshared === true ? [] : [shareCommand(openSheet)]),
    ...exportCommands(session),
    {
      id: 'defaults',
      title: 'Run with the values it came with',
      group: 'Commands',
      words: 'reset parameters',
      run: () => branching.startRun(session.lab.defaults, 'the values it came with'),
    },
    ...others.map((branch): Command => ({
      id: `switch.${branch.id}`,
      title: `Switch to "${branch.spec.name}"`,
      group: 'Commands',
      words: 'fork branch run',
      run: () => branching.switchTo(branch.id),
    })),
    ...others.map((branch): Command => ({
      id: `compare.${branch.id}`,
      title: `Compare with "${branch.spec.name}"`,
      group: 'Commands',
      words: 'fork branch run',
      run: () => comparing.start(branch.id),
    })),
  ]
}

/** Everything that the lab can ask about, each asked at the first place from here on where it can be. */
function questionCommands({ lab, branch, predicting, state }: Session): Command[] {
  return (lab.topics?.() ?? []).map((topic) => {
    const other = describeOtherRun(lab, topic, branch.spec)
    return {
      id: `ask.${topic.id}`,
      title: topic.label,
      group: 'Questions',
      words: 'predict question',
      ...(other === undefined ? {} : { needs: `in another run: ${other}` }),
      run: () => predicting.ask(state.position, state.asked, topic.id),
    }
  })
}

/** Texts of the sentence that have a field of their own: "Write values of your own". */
function fieldCommands({ lab, branch }: Session, ui: LabOnScreen['ui']): Command[] {
  return lab.sentence(branch.spec.params).flatMap((part): Command[] =>
    typeof part === 'string' || part.type !== 'text'
      ? []
      : [
          {
            id: `field.${part.param}`,
            title: `Write ${part.label}`,
            group: 'Commands',
            words: 'parameter input paste',
            run: () => ui.setState({ field: part.param }),
          },
        ],
  )
}

/** Saves what a run leaves behind, where that can be had as a file. */
function exportCommands(session: Session): Command[] {
  const { export: wanted } = session.lab
  if (wanted === undefined) return []
  const words = 'download export spark delta-rs duckdb'
  return [{ id: 'export', title: wanted.title, group: 'Commands', words, run: () => void saveExport(session) }]
}

/** "seq 1200", "1200", "R6 empty", "first seal run", "R6": the events that a query names. */
function eventCommands(session: Session, query: string): Command[] {
  const text = query.trim().toLowerCase()
  if (text === '') return []
  const numbered = /^(?:seq|event|#)?\s*(\d+|\d{1,3}(?:,\d{3})+)$/.exec(text)?.[1]
  if (numbered !== undefined) return [jumpTo(session, Number(numbered.replaceAll(',', '')), text)]
  return [...landmarkCommands(session, text), ...kindCommands(session, text), ...textCommands(session, text)]
}

/** The last event that may be told of: none behind the playhead while what comes is asked for. */
function shownEnd({ branch, predicting, state }: Session): number {
  return predicting.hidesFuture ? state.position : branch.log.length
}

function jumpTo(session: Session, wanted: number, text: string): Command {
  const { length } = session.branch.log
  const seq = Math.min(wanted, length)
  const title = seq === wanted ? `Event ${formatCount(seq)}` : `Event ${formatCount(seq)}, the last one`
  const jump = {
    id: `seq.${seq}`,
    group: 'Events',
    words: `seq event ${text}`,
    exact: true,
    run: () => session.seek(seq),
  } as const
  if (seq <= shownEnd(session)) return { ...jump, title }
  return { ...jump, title: `Event ${formatCount(wanted)}`, disabled: 'hidden until it is played' }
}

function kindCommands(session: Session, text: string): Command[] {
  const { log } = session.branch
  const { position } = session.state
  const end = shownEnd(session)
  return session.lab.kinds.flatMap(({ label }, kind): Command[] => {
    const total = log.count(kind, end)
    if (total === 0 || !text.split(/\s+/).some((word) => label.includes(word) && word.length > 2)) return []
    const next = log.nth(kind, log.count(kind, position) + 1)
    const places = [
      { which: 'First', seq: log.nth(kind, 1) },
      { which: 'Next', seq: next !== undefined && next <= end ? next : undefined },
      { which: 'Last', seq: log.nth(kind, total) },
    ]
    return places.flatMap(({ which, seq }): Command[] =>
      seq === undefined
        ? []
        : [
            {
              id: `kind.${kind}.${which}`,
              title: `${which} ${label}, event ${formatCount(seq)}`,
              group: 'Events',
              run: () => session.seek(seq),
            },
          ],
    )
  })
}

const MOST_LANDMARKS = 8

/** Named places of the log that every word of the query is found in. */
function landmarkCommands(session: Session, text: string): Command[] {
  const wanted = text.split(/\s+/).filter((word) => word !== '')
  const end = shownEnd(session)
  const landmarks = session.lab.landmarks?.(session.branch.log) ?? []
  return landmarks
    .filter(
      (mark) => mark.seq <= end && wanted.every((word) => `${mark.text} ${mark.words}`.toLowerCase().includes(word)),
    )
    .slice(0, MOST_LANDMARKS)
    .map(({ seq, text: name, words }) => ({
      id: `landmark.${seq}.${name}`,
      title: `${name}, event ${formatCount(seq)}`,
      group: 'Events',
      words,
      run: () => session.seek(seq),
    }))
}

/** The next event whose record holds the text, looked for from the playhead on. */
function textCommands(session: Session, text: string): Command[] {
  const { log, header } = session.branch
  const { position } = session.state
  if (text.length < 2 || session.branch.replay === undefined) return []
  const end = Math.min(shownEnd(session), position + LOOK_AHEAD)
  for (let seq = position + 1; seq <= end; seq++) {
    const record = session.lab.record(log, seq, header)
    if (!record.toLowerCase().includes(text)) continue
    const label = session.lab.kinds[log.kindOf(seq)]?.label ?? ''
    return [
      {
        id: `text.${seq}`,
        title: `Next ${label} with ${record}, event ${formatCount(seq)}`,
        group: 'Events',
        words: text,
        run: () => session.seek(seq),
      },
      {
        id: `break.${text}`,
        title: `Break where an event says "${text}"`,
        group: 'Commands',
        words: `${text} breakpoint stop`,
        run: () => session.marking.addBreakpoint(undefined, text),
      },
    ]
  }
  return []
}
