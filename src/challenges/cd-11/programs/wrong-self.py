def count_people(pairs):
    labels = {}
    sizes = {}
    counts = []
    for a, b in pairs:
        if a == b:
            counts.append([len(sizes), sizes[labels[a]] if a in labels else 1])
            continue
        for id in (a, b):
            if id not in labels:
                labels[id] = id
                sizes[id] = 1
        label = labels[a]
        other = labels[b]
        if label != other:
            for id, old in labels.items():
                if old == other:
                    labels[id] = label
            sizes[label] += sizes.pop(other)
        counts.append([len(sizes), sizes[label]])
    return counts
