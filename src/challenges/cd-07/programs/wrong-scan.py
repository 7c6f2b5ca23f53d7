def find_sessions(views, gap):
    sessions = []
    for start, end in views:
        apart = []
        for session in sessions:
            if session[0] > end + gap or start > session[1] + gap:
                apart.append(session)
            else:
                start = min(start, session[0])
                end = max(end, session[1])
        sessions = apart + [[start, end]]
    return sorted(sessions)
