/** GiB of memory of the smallest sizes, and of `large`, by the first letter of a class; each `xlarge` has twice that. */
const small: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4 };
const large: Readonly<Record<string, number>> = { t: 8, m: 8, r: 16 };

function memoryOf(size: string): number | undefined {
  const [, family = '', name = ''] = /^db\.([tmr])\d[a-z]*\.(\w+)$/.exec(size) ?? [];
  const base = large[family];
  if (base === undefined) return undefined;
  const [, many = '1'] = /^(\d*)xlarge$/.exec(name) ?? [];
  if (name.endsWith('xlarge')) return base * 2 * Number(many || 1);
  return name === 'large' ? base : family === 't' ? small[name] : undefined;
}

/** Bytes of memory a connection, and the most there are: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
const kinds: Readonly<Record<string, readonly [bytes: number, most: number]>> = {
  postgres: [9_531_392, 5000],
  mysql: [12_582_880, 16_000],
};

/** RDS and the operating system take a part of the memory: what is left allows about three quarters of all on paper. */
const share = 0.6;

/** From how many connections on a database is nearly full; undefined for a class whose memory is not known here. */
export function connectionsBeyond(engine: string, size: string): number | undefined {
  const memory = memoryOf(size);
  const kind = kinds[engine];
  return memory && kind ? Math.floor(share * Math.min((memory * 2 ** 30) / kind[0], kind[1])) : undefined;
}
