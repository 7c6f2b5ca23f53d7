type Call = ['hit', t: number] | ['count', t: number, returns: number]

const hit = (t: number): Call => ['hit', t]
const count = (t: number, returns: number): Call => ['count', t, returns]

function tests(): Call[][] {
  return [
    [hit(1), count(1, 1), count(301, 1), count(302, 0)],
    [hit(5), hit(5), count(5, 2), count(306, 0)],
  ]
}
