import { actsOf, writtenActOf } from './acts.ts'
import { changesOf } from './changes.ts'
import { countersOf, theoryOf } from './counters.ts'
import { equalityOf } from './equality.ts'
import { landmarksOf } from './landmarks.ts'
import { OPERAND_NAMES } from './operand-names.ts'
import { outcomeOf, phaseOf } from './outcome.ts'
import { operandsOf, recordedOf, recordOf, touchesMark } from './record.ts'
import { storyOf } from './story.ts'
import { tableOf } from './table.ts'

/** Everything that the lab says, apart from the picture, the sentence and the timeline's phases. */
export const words = {
  record: recordOf,
  operandNames: OPERAND_NAMES,
  operands: operandsOf,
  landmarks: landmarksOf,
  outcome: outcomeOf,
  phase: phaseOf,
  story: storyOf,
  recorded: recordedOf,
  changes: changesOf,
  counters: countersOf,
  theory: theoryOf,
  acts: actsOf,
  writtenAct: writtenActOf,
  table: tableOf,
  equality: equalityOf,
  touches: touchesMark,
}
