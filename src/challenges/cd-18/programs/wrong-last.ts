type Call = ['hit', t: number] | ['count', t: number, returns: number]

const hit = (t: number): Call => ['hit', t]
const count = (t: number, returns: number): Call => ['count', t, returns]

function tests(): Call[][] {
  const many = Array.from({ length: 12 }, () => hit(0))
  return [
    [hit(0), count(299, 1)],
    [hit(0), count(300, 0)],
    [...many, count(0, 12)],
    [...many, count(300, 0)],
    [hit(0), hit(1), count(300, 1)],
    [hit(0), hit(1), count(301, 0)],
    [hit(299), count(300, 1)],
    [hit(0), hit(300), count(300, 1)],
  ]
}
