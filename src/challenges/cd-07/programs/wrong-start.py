def find_sessions(views, gap):
    sessions = []
    before = float('-inf')
    for start, end in sorted(views):
        if start <= before + gap:
            sessions[-1][1] = max(sessions[-1][1], end)
        else:
            sessions.append([start, end])
        before = start
    return sessions
