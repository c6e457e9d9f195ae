import { distance } from '../nearest.ts';
import { hostOf, type DnsHost } from './hosts.ts';

/** What the parent says about a zone, compared with what it should say. */
export type Delegation =
  | { readonly is: 'match' }
  | { readonly is: 'none' }
  /** Some of the names are right, or nearly right. */
  | {
      readonly is: 'partial';
      /** How many are right. */
      readonly right: number;
      readonly misspelt: readonly { readonly wrong: string; readonly right: string }[];
      readonly missing: readonly string[];
      readonly surplus: readonly string[];
    }
  /** Other name servers of Route 53: a zone of the same name that is not this one. */
  | { readonly is: 'other-zone'; readonly nameServers: readonly string[] }
  | { readonly is: 'foreign'; readonly nameServers: readonly string[]; readonly host: DnsHost | undefined };

/** How many letters may differ for a name to count as misspelled. */
const slips = 3;

/** The pattern of Route 53's names: a name that matches it is hardly a typo. */
const ofRoute53 = /^ns-\d{1,4}\.awsdns-\d{2}\.(com|net|org|co\.uk)$/;

/** Which of the name servers in a parent's delegation are right, and what the others are. Pure. */
export function compareDelegation(expected: readonly string[], found: readonly string[]): Delegation {
  if (found.length === 0) return { is: 'none' };
  const others = found.filter((server) => !expected.includes(server));
  const right = found.length - others.length;
  let missing = expected.filter((server) => !found.includes(server));
  if (missing.length === 0 && others.length === 0) return { is: 'match' };

  const misspelt: { wrong: string; right: string }[] = [];
  const surplus: string[] = [];
  for (const server of others) {
    const meant = right > 0 || !ofRoute53.test(server) ? closest(server, missing) : undefined;
    if (meant === undefined) surplus.push(server);
    else {
      misspelt.push({ wrong: server, right: meant });
      missing = missing.filter((one) => one !== meant);
    }
  }
  if (right > 0 || misspelt.length > 0) return { is: 'partial', right, misspelt, missing, surplus };
  const host = hostOf(found);
  return host?.id === 'route53'
    ? { is: 'other-zone', nameServers: found }
    : { is: 'foreign', nameServers: found, host };
}

function closest(name: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, far: distance(name, candidate) }))
    .toSorted((a, b) => a.far - b.far);
  return best && best.far <= slips ? best.candidate : undefined;
}
