def find_top(partitions, k):
    counts = {}
    for words in partitions:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [list(row) for row in ranked[:k]]
