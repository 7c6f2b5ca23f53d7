def find_reaches(values):
    return [[1, 0] for _ in values]
