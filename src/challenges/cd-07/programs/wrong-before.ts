type Span = [start: number, end: number]

function findSessions(views: Span[], gap: number): Span[] {
  const sessions: Span[] = []
  let before = -Infinity
  for (const [start, end] of views.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (start <= before + gap) {
      const last = sessions[sessions.length - 1]
      last[1] = Math.max(last[1], end)
    } else {
      sessions.push([start, end])
    }
    before = end
  }
  return sessions
}
