type Call = ['hit', t: number] | ['count', t: number, returns: number]

const hit = (t: number): Call => ['hit', t]
const count = (t: number, returns: number): Call => ['count', t, returns]

function tests(): Call[][] {
  const many = Array.from({ length: 12 }, () => hit(0))
  return [
    [hit(0), count(0, 1), count(0, 1), hit(0), count(0, 2), count(1000, 0)],
    [...many, count(100, 12), count(1000, 0)],
    [hit(0), hit(100), count(350, 1), hit(400), count(500, 1), count(1500, 0)],
    [hit(0), hit(300), count(300, 1)],
    [hit(0), hit(100), count(1000, 0)],
    [hit(250), count(350, 1)],
  ]
}
