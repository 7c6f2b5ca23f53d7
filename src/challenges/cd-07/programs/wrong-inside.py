def find_sessions(views, gap):
    sessions = []
    for start, end in sorted(views):
        if sessions and start <= sessions[-1][1] + gap:
            sessions[-1][1] = end
        else:
            sessions.append([start, end])
    return sessions
