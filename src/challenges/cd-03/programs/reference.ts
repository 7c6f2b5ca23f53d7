class LoadCounter {
  /** Hits by their second, the oldest first: a Map keeps the order in which its keys came. */
  private seconds = new Map<number, number>()
  private total = 0

  hit(t: number): void {
    this.forget(t)
    this.seconds.set(t, (this.seconds.get(t) ?? 0) + 1)
    this.total += 1
  }

  count(t: number): number {
    this.forget(t)
    return this.total
  }

  private forget(t: number): void {
    for (const [second, hits] of this.seconds) {
      if (second > t - 300) break
      this.seconds.delete(second)
      this.total -= hits
    }
  }
}
