from collections import Counter


def find_top(partitions, k):
    counts = Counter()
    for words in partitions:
        counts.update(words)
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [row for i, row in enumerate(ranked) if i < k or row[1] == ranked[k - 1][1]]
