def active_files(log, version):
    counts = {}
    for entry in log:
        if entry['version'] > version:
            continue
        for file in entry['adds']:
            counts[file] = counts.get(file, 0) + 1
        for file in entry['removes']:
            counts[file] = counts.get(file, 0) - 1
    return sorted(file for file in counts if counts[file] > 0)
