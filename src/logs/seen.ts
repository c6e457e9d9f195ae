/**
 * What has been shown of a log, for whoever looks again a little before where it was: what comes late is new, and what
 * was there is not shown twice. It is as large however long somebody looks.
 */
export class Seen {
  readonly #times = new Map<string, number>();
  readonly #most: number;
  /** Nothing before that time is remembered, and so may not be asked for; in milliseconds. */
  floor = 0;

  constructor(most = 50_000) {
    this.#most = most;
  }

  get size(): number {
    return this.#times.size;
  }

  /** Whether it is new; from then on it is not. */
  add(id: string, time: number): boolean {
    if (time < this.floor || this.#times.has(id)) return false;
    this.#times.set(id, time);
    if (this.#times.size > this.#most) this.#shed();
    return true;
  }

  /** Some at a time: to find the oldest is work. */
  #shed(): void {
    let left = this.#most / 5;
    for (const [id, at] of this.#times) {
      if (left-- <= 0) return;
      this.#times.delete(id);
      this.floor = Math.max(this.floor, at + 1);
    }
  }

  /** Forgets what is older than that. */
  forget(before: number): void {
    if (before <= this.floor) return;
    for (const [id, at] of this.#times) if (at < before) this.#times.delete(id);
    this.floor = before;
  }
}
