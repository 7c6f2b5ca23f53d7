/** A commit of a Delta log as an exercise writes it: names of files that come and go. */
export interface ExerciseCommit {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

/** The files that are live behind the last commit: for each path its newest action counts (PROTOCOL.md, Action Reconciliation). */
export function liveFiles(log: readonly ExerciseCommit[]): readonly string[] {
  const live = new Set<string>()
  for (const { add = [], remove = [] } of log) {
    for (const path of remove) live.delete(path)
    for (const path of add) live.add(path)
  }
  return [...live].sort()
}
