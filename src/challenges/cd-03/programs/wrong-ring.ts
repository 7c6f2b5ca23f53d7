class LoadCounter {
  private hits: number[] = Array.from({ length: 300 }, () => 0)

  hit(t: number): void {
    this.hits[t % 300] += 1
  }

  count(t: number): number {
    return this.hits.reduce((sum, hits) => sum + hits, 0)
  }
}
