import { later } from './later.tsx'

/**
 * What appears, or is said, on a key press: comparing, predicting, the history of a mark, the stage as a table, the small
 * windows at the playhead; and why a run ended early.
 */
export const AnswerLine = later(async () => (await import('./AnswerLine.tsx')).AnswerLine)
export const Voices = later(async () => (await import('./Voices.tsx')).Voices)
export const CompareInspector = later(async () => (await import('./CompareInspector.tsx')).CompareInspector)
export const ComparePane = later(async () => (await import('./ComparePane.tsx')).ComparePane)
export const CompareSentence = later(async () => (await import('./CompareSentence.tsx')).CompareSentence)
export const CompareStory = later(async () => (await import('./CompareStory.tsx')).CompareStory)
export const ForkMenu = later(async () => (await import('./ForkMenu.tsx')).ForkMenu)
export const MarkForm = later(async () => (await import('./MarkForm.tsx')).MarkForm)
export const MarkHistory = later(async () => (await import('./MarkHistory.tsx')).MarkHistory)
export const PredictInspector = later(async () => (await import('./PredictInspector.tsx')).PredictInspector)
export const PredictPanel = later(async () => (await import('./PredictPanel.tsx')).PredictPanel)
export const StateTab = later(async () => (await import('./StateTab.tsx')).StateTab)
export const TextField = later(async () => (await import('./TextField.tsx')).TextField)
export const RunList = later(async () => (await import('./RunList.tsx')).RunList)
export const RunError = later(async () => (await import('./RunError.tsx')).RunError)
