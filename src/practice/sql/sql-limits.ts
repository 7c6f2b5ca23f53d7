/** The same whether one data set is judged or all: for each of them. */
export const SQL_LIMITS = { milliseconds: 5000, rows: 1000 } as const
