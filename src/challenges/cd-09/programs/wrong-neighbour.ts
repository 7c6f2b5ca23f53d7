function findReaches(values: number[]): [number, number][] {
  const reaches: [number, number][] = []
  for (let i = 0; i < values.length; i++) {
    const back = i > 0 && values[i - 1] <= values[i] ? reaches[i - 1][0] + 1 : 1
    let ahead = 0
    for (let j = i + 1; j < values.length; j++) {
      if (values[j] > values[i]) {
        ahead = j - i
        break
      }
    }
    reaches.push([back, ahead])
  }
  return reaches
}
