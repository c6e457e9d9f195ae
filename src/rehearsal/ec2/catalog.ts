import { hex } from '../ids.ts';

/** Instance types: processors' architecture, number of virtual CPUs, memory in MiB. */
export const instanceTypes = new Map<string, { architecture: 'x86_64' | 'arm64'; cpus: number; memory: number }>([
  ...(['t2', 't3', 't3a', 't4g'] as const).flatMap((family) =>
    (
      [
        ['nano', 512],
        ['micro', 1024],
        ['small', 2048],
        ['medium', 4096],
        ['large', 8192],
      ] as const
    ).map(([size, memory]) => {
      const cpus = family === 't2' && size !== 'medium' && size !== 'large' ? 1 : 2;
      return [`${family}.${size}`, { architecture: architectureOf(family), cpus, memory }] as const;
    }),
  ),
  ...(['micro', 'small'] as const).map(
    (size, at) => [`t8i.${size}`, { architecture: 'x86_64', cpus: 2, memory: 1024 * (at + 1) }] as const,
  ),
  ...['m7g', 'm7i', 'm7i-flex', 'c7i-flex'].map(
    (family) => [`${family}.large`, { architecture: architectureOf(family), cpus: 2, memory: 8192 }] as const,
  ),
]);

function architectureOf(family: string): 'x86_64' | 'arm64' {
  return /^[tm]\dg/.test(family) ? 'arm64' : 'x86_64';
}

/** Whether a type is one whose processor time is metered in credits. */
export const isBurstable = (type: string): boolean => type.startsWith('t');

const zoneLetters: Record<string, string> = { 'us-east-1': 'abcdef', 'us-west-2': 'abcd', 'ap-northeast-2': 'abcd' };

/** The region's zones, such as us-east-1a. */
export const zonesOf = (region: string): string[] =>
  (zoneLetters[region] ?? 'abc').split('').map((letter) => `${region}${letter}`);

/** The zone's id, which is the same for all accounts: us-east-1a is use1-az1 here. */
export const zoneId = (zone: string): string => {
  const [, area, direction = '', number] = /^(\w+)-(\w+)-(\d)/.exec(zone) ?? [];
  const short = direction.replace(/(north|south|east|west|central)/g, (word) => word.charAt(0));
  return `${area}${short}${number}-az${zone.charCodeAt(zone.length - 1) - 96}`;
};

const missing: Record<string, RegExp> = {
  'us-east-1e': /^(t3|t3a|t4g|m7)/,
  'ap-northeast-2b': /^t2/,
};

/** Whether the zone has machines of that type: a zone of some regions lacks some. */
export const offers = (zone: string, type: string): boolean => instanceTypes.has(type) && !missing[zone]?.test(type);

/** The newest Amazon Linux 2023 image of the region. */
export const imageOf = (region: string, architecture: 'x86_64' | 'arm64'): string =>
  `ami-0${hex(`al2023 ${region} ${architecture}`, 16)}`;
