def active_files(log, version):
    added = set()
    removed = set()
    for entry in log:
        if entry['version'] > version:
            break
        if entry['mode'] == 'overwrite':
            added.clear()
        added.update(entry['adds'])
        removed.update(entry['removes'])
    return sorted(added - removed)
