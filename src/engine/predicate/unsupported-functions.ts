const AGGREGATES = 'count sum avg mean min max first last any_value collect_list collect_set stddev variance count_if'
const WINDOWS = 'row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value'
const UNSTEADY = 'rand random randn uuid now current_timestamp current_date localtimestamp monotonically_increasing_id'

/** Functions of Spark that are known but not computed here, and what they are. */
export const UNSUPPORTED_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...AGGREGATES.split(' ').map((name) => [name, 'aggregate functions'] as const),
  ...WINDOWS.split(' ').map((name) => [name, 'window functions'] as const),
  ...UNSTEADY.split(' ').map((name) => [name, 'functions with another value at each run'] as const),
])
