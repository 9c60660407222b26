/** A stream of pseudo-random numbers that depends on its keys alone. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform, both ends included. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** Log-normal around a median; `spread` is the standard deviation of the logarithm. */
  around(median: number, spread: number): number;
  poisson(mean: number): number;
}

function hash(text: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  return [a, b, c, d];
}

/** Chris Doty-Humphrey's sfc32. */
function sfc32([a, b, c, d]: [number, number, number, number]): () => number {
  let [w, x, y, z] = [a, b, c, d];
  return () => {
    const sum = (((w + x) | 0) + z) | 0;
    z = (z + 1) | 0;
    w = x ^ (x >>> 9);
    x = (y + (y << 3)) | 0;
    y = (y << 21) | (y >>> 11);
    y = (y + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

export function createRandom(...keys: readonly (string | number)[]): Random {
  const next = sfc32(hash(keys.join('\u0000')));
  // The first numbers of near-by seeds are alike.
  for (let i = 0; i < 12; i++) next();

  const random: Random = {
    next,
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: probability => next() < probability,
    pick: values => values[Math.floor(next() * values.length)],
    around(median, spread) {
      const normal =
        Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
    poisson(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count++;
      return count;
    },
  };
  return random;
}
