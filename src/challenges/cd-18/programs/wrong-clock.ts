type Call = ['hit', t: number] | ['count', t: number, returns: number]

const hit = (t: number): Call => ['hit', t]
const count = (t: number, returns: number): Call => ['count', t, returns]

function tests(): Call[][] {
  const now = Math.floor(Date.now() / 1000)
  return [
    [hit(now), count(now, 1)],
    [hit(now), hit(now), hit(now), count(now, 3)],
    [hit(now), count(now, 1), hit(now), count(now, 2)],
  ]
}
