def find_sessions(views, gap):
    return views
