def count_people(pairs):
    labels = {}
    counts = []
    for a, b in pairs:
        label = labels.get(a, a)
        labels[a] = label
        labels[b] = label
        every = list(labels.values())
        counts.append([len(set(every)), every.count(label)])
    return counts
