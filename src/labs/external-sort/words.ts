import { actsOf } from './acts.ts'
import { changeValues } from './change-values.ts'
import { changesOf } from './changes.ts'
import { equalityOf } from './equality.ts'
import { landmarksOf } from './landmarks.ts'
import { OPERAND_NAMES } from './operand-names.ts'
import { operandsOf } from './operands.ts'
import { outcomeOf, phaseOf } from './outcome.ts'
import { recordedOf, recordOf, touchesMark } from './record.ts'
import { storyOf } from './story.ts'
import { tableOf } from './table.ts'
import { countersOf, theoryOf } from './theory.ts'

/** Everything that the lab says, apart from the picture, the sentence and the timeline's phases. */
export const words = {
  changeValues,
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
  table: tableOf,
  equality: equalityOf,
  touches: touchesMark,
}
