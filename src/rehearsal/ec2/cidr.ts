interface Range {
  readonly first: number;
  readonly size: number;
  readonly bits: number;
}

/** The addresses of an IPv4 block; nothing when it is not one, or when its address is not the first of the block. */
export function range(cidr: string | undefined): Range | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/
    .exec(cidr ?? '')
    ?.slice(1)
    .map(Number);
  if (!parts || parts.slice(0, 4).some((byte) => byte > 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 33] = parts;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - bits);
  return bits > 32 || first % size !== 0 ? undefined : { first, size, bits };
}

/** Whether the block has every address of the other one. */
export const contains = (outer: Range, inner: Range): boolean =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;

/** Whether two blocks have an address in common. */
export const overlap = (a: Range, b: Range): boolean => a.first < b.first + b.size && b.first < a.first + a.size;

/** An address as people write it. */
export const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
