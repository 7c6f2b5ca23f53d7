from collections import Counter


def find_top(partitions, k):
    counts = Counter()
    for words in partitions:
        counts.update(set(words))
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:k]
