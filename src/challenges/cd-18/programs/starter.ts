/** hit(t), or count(t) and what it must return. */
type Call = ['hit', t: number] | ['count', t: number, returns: number]

function tests(): Call[][] {
  return [
    [
      ['hit', 7],
      ['count', 7, 1],
    ],
  ]
}
