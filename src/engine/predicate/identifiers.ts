/**
 * Words that are no name of a column or a table unless they stand in backquotes. Spark reserves fewer; here a statement
 * that misses something is told so, instead of taking the next clause for a name.
 */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'ADD ALTER AND AS BETWEEN BY CASE CAST CHECK CONSTRAINT CREATE CROSS DEFAULT DELETE DESCRIBE DISTINCT DROP ELSE END ' +
    'EXCEPT EXISTS FALSE FOR FROM FULL GROUP HAVING IN INNER INSERT INTERSECT INTERVAL INTO IS JOIN LEFT LIKE LIMIT ' +
    'MATCHED MERGE NATURAL NOT NULL ON OR ORDER OUTER OVER PARTITION RIGHT SELECT SET TABLE THEN TO TRUE UNION UPDATE ' +
    'USING VALUES WHEN WHERE WITH ZORDER'
  ).split(' '),
)

export function isReservedWord(word: string): boolean {
  return RESERVED_WORDS.has(word.toUpperCase())
}

/** A name as it may stand in a statement: in backquotes where it must. */
export function formatIdentifier(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isReservedWord(name)
  return isPlain ? name : `\`${name.replaceAll('`', '``')}\``
}
