type Span = [start: number, end: number]

function findSessions(views: Span[], gap: number): Span[] {
  const sessions: Span[] = []
  for (let [start, end] of views) {
    for (let i = sessions.length - 1; i >= 0; i--) {
      const [from, to] = sessions[i]
      if (from > end + gap || start > to + gap) continue
      start = Math.min(start, from)
      end = Math.max(end, to)
      sessions.splice(i, 1)
    }
    sessions.push([start, end])
  }
  return sessions.sort((a, b) => a[0] - b[0])
}
