def active_files(log, version):
    seen = []
    for entry in log:
        if entry['version'] > version:
            break
        seen.append(entry)
    active = set()
    for entry in sorted(seen, key=lambda entry: entry['version']):
        active.difference_update(entry['removes'])
        active.update(entry['adds'])
    return sorted(active)
