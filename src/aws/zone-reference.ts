export interface ZoneOwner {
  readonly stack: string;
  readonly id: string;
  /** Whether the stack was begun by a version that put its name alone into the reference. */
  readonly beforeIds: boolean;
}

interface Zone {
  readonly CallerReference?: string | undefined;
}

/** Marks our zones by caller reference: a zone cannot be tagged at creation. */
export const zoneReference = ({ stack, id }: ZoneOwner, region: string, token: string): string =>
  `stepway ${stack} ${region} ${id} ${token}`;

/** The stack that made a zone, by name, region and id, of which an earlier version put down the name alone. */
export function makerOf({ CallerReference = '' }: Zone): { stack: string; region?: string; id?: string } | undefined {
  const [mark, stack = '', ...rest] = CallerReference.split(' ');
  const [region = '', id = ''] = rest;
  if (mark !== 'stepway') return undefined;
  if (rest.length === 1) return { stack };
  return rest.length === 3 ? { stack, region, id } : undefined;
}

export function isOurZone(zone: Zone, { stack, id, beforeIds }: ZoneOwner): boolean {
  const maker = makerOf(zone);
  return maker?.stack === stack && (maker.id === undefined ? beforeIds : maker.id === id);
}
