def active_files(log, version):
    active = set()
    for entry in sorted(log, key=lambda entry: entry['version']):
        if entry['version'] > version:
            break
        active.update(entry['adds'])
    return sorted(active)
