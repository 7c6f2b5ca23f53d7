type Span = [start: number, end: number]

function findSessions(views: Span[], gap: number): Span[] {
  const sessions: Span[] = []
  let last: Span | undefined
  for (const [start, end] of views.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (last !== undefined && start < last[1] + gap) {
      last[1] = Math.max(last[1], end)
    } else {
      last = [start, end]
      sessions.push(last)
    }
  }
  return sessions
}
