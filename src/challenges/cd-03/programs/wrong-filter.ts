class LoadCounter {
  private times: number[] = []

  hit(t: number): void {
    this.times.push(t)
  }

  count(t: number): number {
    this.times = this.times.filter((time) => time > t - 300)
    return this.times.length
  }
}
