/** What a simulation models and what it does not; whole sentences. */
export interface LabModels {
  readonly models: readonly string[]
  readonly leavesOut: readonly string[]
}
