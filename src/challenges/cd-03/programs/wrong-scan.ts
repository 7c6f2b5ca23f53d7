class LoadCounter {
  private times: number[] = []

  hit(t: number): void {
    this.times.push(t)
  }

  count(t: number): number {
    return this.times.filter((time) => time > t - 300).length
  }
}
