from collections import Counter


def find_top(partitions, k):
    counts = Counter()
    for words in partitions:
        counts.update(words)
    return sorted(counts.items(), key=lambda row: -row[1])[:k]
