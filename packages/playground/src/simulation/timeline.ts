interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Things that will happen, run in order of time and, at one time, of scheduling. */
export class Timeline {
  private readonly heap: Entry[] = [];
  private scheduled = 0;
  private current: number;

  constructor(start: number) {
    this.current = start;
  }

  get now(): number {
    return this.current;
  }

  schedule(at: number, run: () => void): void {
    // Nothing may happen in the past of what has happened already.
    const entry = {
      at: Math.max(Math.round(at), this.current),
      order: this.scheduled++,
      run,
    };
    const { heap } = this;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, heap[parent])) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = entry;
  }

  /** Runs everything up to and including `until`. */
  advance(until: number): void {
    while (this.heap.length > 0 && this.heap[0].at <= until) {
      const entry = this.removeFirst();
      this.current = entry.at;
      entry.run();
    }
    this.current = Math.max(this.current, until);
  }

  private removeFirst(): Entry {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child]))
        child++;
      if (!isBefore(heap[child], last)) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
    return first;
  }
}
