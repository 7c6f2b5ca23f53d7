def active_files(log, version):
    active = set()
    for entry in log:
        if entry['version'] > version:
            continue
        active.difference_update(entry['removes'])
        active.update(entry['adds'])
    return sorted(active)
