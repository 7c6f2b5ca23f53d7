from collections import Counter


def find_top(partitions, k):
    counts = Counter()
    for words in partitions:
        counts.update(words)
    by_word = sorted(counts.items())
    return sorted(by_word, key=lambda row: str(row[1]), reverse=True)[:k]
