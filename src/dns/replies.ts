import { AUTHORITATIVE_ANSWER, type DecodedPacket } from 'dns-packet';

const nameError = 3;

const codeOf = ({ flags = 0 }: DecodedPacket): number => flags & 0xf;

/** The server says that there is no such name (NXDOMAIN). */
export const isNameError = (reply: DecodedPacket): boolean => codeOf(reply) === nameError;

/** The server answers, if only that there is nothing; not REFUSED, SERVFAIL or another failure of its own. */
export const hasAnswered = (reply: DecodedPacket): boolean => codeOf(reply) === 0 || isNameError(reply);

export const isAuthoritative = ({ flags = 0 }: DecodedPacket): boolean => (flags & AUTHORITATIVE_ANSWER) !== 0;

/** The answer of a server that has the zone, or has asked one that does: what is not in it is not there. */
export const isConclusive = (reply: DecodedPacket, recursion: boolean): boolean =>
  hasAnswered(reply) && (recursion || isAuthoritative(reply));

/** RFC 1035, section 4.1.1. */
const codes: readonly string[] = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** The response code of a useless reply; an answer without one is from a server that does not have the zone. */
export const codeName = (reply: DecodedPacket): string =>
  hasAnswered(reply) ? 'not its zone' : (codes[codeOf(reply)] ?? `RCODE ${codeOf(reply)}`);
