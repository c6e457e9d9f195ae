import type { Answer } from 'dns-packet';
import type { CopiedType, RecordSet } from './dns.ts';

/** Lower case and without a trailing dot. */
export const normal = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** A week: resolvers cache no longer than that anyway. */
const longestTtl = 604_800;

/** Route 53's limit per record set. */
const mostValues = 400;

/** What a name in a record may look like; anything stranger is not a real mail server. */
const isPlainName = (name: string) => name === '.' || name === '' || /^[\w.-]{1,254}$/.test(name);

/** Bytes in zone file format: printable ones as they are, others in octal, as Route 53 expects. */
const quoted = (bytes: Buffer): string =>
  `"${[...bytes]
    .map((byte) => {
      const letter = String.fromCodePoint(byte);
      if (letter === '"' || letter === '\\') return `\\${letter}`;
      return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : letter;
    })
    .join('')}"`;

/** A record's value in zone file format; undefined if it is of another type or makes no sense. */
function valueOf(type: CopiedType, record: Answer): string | undefined {
  if (record.type !== type) return undefined;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.data;
    case 'CNAME':
      return isPlainName(record.data) ? `${normal(record.data)}.` : undefined;
    case 'MX': {
      const { preference = 0, exchange } = record.data;
      return isPlainName(exchange) ? `${preference} ${normal(exchange)}.` : undefined;
    }
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = record.data;
      return isPlainName(target) ? `${priority} ${weight} ${port} ${normal(target)}.` : undefined;
    }
    case 'TXT': {
      const strings = [record.data].flat().map((one) => (typeof one === 'string' ? Buffer.from(one) : one));
      return strings.length > 0 ? strings.map(quoted).join(' ') : undefined;
    }
    case 'CAA': {
      const { flags = 0, tag, value } = record.data;
      return /^[a-z0-9]+$/i.test(tag) && /^[\x21\x23-\x7e ]*$/.test(value) ? `${flags} ${tag} "${value}"` : undefined;
    }
    default:
      return undefined;
  }
}

/** The record set with exactly this name and type among some answers; undefined if there is none. */
export function recordSetOf(name: string, type: CopiedType, answers: readonly Answer[]): RecordSet | undefined {
  const own = answers.filter((record) => record.type === type && normal(record.name) === name);
  const values = new Set(own.flatMap((record) => valueOf(type, record) ?? []));
  if (values.size === 0) return undefined;
  const ttls = own.map((record) => ('ttl' in record && typeof record.ttl === 'number' ? record.ttl : 300));
  return {
    name,
    type,
    ttl: Math.max(0, Math.min(longestTtl, ...ttls)),
    values: [...values].toSorted().slice(0, mostValues),
  };
}
