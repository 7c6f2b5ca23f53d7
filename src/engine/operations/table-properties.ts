import type { TableProperty } from '../sql/statement.ts'
import type { TableParams } from './table-params.ts'
import type { ProgramStep } from '../sql/parse-program.ts'

/** The parameters of a run that are properties of its table, given to the table when it is made. */
export function withTableProperties(params: TableParams): TableParams {
  const wanted: TableProperty[] = [
    { key: 'delta.checkpointInterval', value: `${params.checkpoint}` },
    { key: 'delta.deletedFileRetentionDuration', value: `interval ${params.retentionHours} hours` },
  ]
  const usual = [params.checkpoint === 10, params.retentionHours === 168]
  const properties = wanted.filter((_, i) => usual[i] !== true)
  if (properties.length === 0) return params
  const table = params.programs.table.map((step) => withProperties(step, properties))
  return { ...params, programs: { ...params.programs, table } }
}

function withProperties(step: ProgramStep, properties: readonly TableProperty[]): ProgramStep {
  if (step.kind !== 'statement' || step.statement.kind !== 'create-table') return step
  const own = new Set(step.statement.properties.map(({ key }) => key))
  const added = properties.filter(({ key }) => !own.has(key))
  return { ...step, statement: { ...step.statement, properties: [...step.statement.properties, ...added] } }
}
