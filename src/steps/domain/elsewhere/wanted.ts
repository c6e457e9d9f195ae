import { joined, verbatim, type Words } from '../../../words.ts';

/** A record that only the owner of a domain can set, at the DNS that the domain has. */
export type Wanted = {
  /** In full, lower case and without a trailing dot. */
  readonly name: string;
  /** `ALIAS` is what can take the place of a CNAME at the top of a zone, by whatever name its host has for it. */
  readonly type: 'A' | 'ALIAS' | 'CNAME';
  readonly value: string;
};

/** What to type as its name: most pages add the domain themselves. */
const typed = (name: string, zone: string) =>
  name === zone ? '@' : name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;

export const lineOf = ({ name, type, value }: Wanted): string => `${name} ${type} ${value}`;

const kinds: Readonly<Record<Wanted['type'], Words>> = {
  A: verbatim('A'),
  CNAME: verbatim('CNAME'),
  ALIAS: { en: 'ALIAS or ANAME (at Cloudflare CNAME)', ko: 'ALIAS 또는 ANAME(Cloudflare에서는 CNAME)' },
};

const block = ({ name, type, value }: Wanted, zone: string): Words => ({
  en: `    Type   ${kinds[type].en}\n    Name   ${typed(name, zone)}  (in full: ${name})\n    Value  ${value}`,
  ko: `    유형  ${kinds[type].ko}\n    이름  ${typed(name, zone)}  (전체 이름: ${name})\n    값    ${value}`,
});

/** The task itself, whatever public DNS says. */
export const task = (zone: string, records: readonly Wanted[]): Words =>
  joined(
    '\n',
    {
      en: `Where the DNS of ${zone} is managed, set ${records.length > 1 ? 'these records' : 'this record'}, and leave the name servers as they are:`,
      ko: `${zone}의 DNS를 관리하는 곳에 다음 레코드를 추가하세요(네임서버는 그대로 둡니다):`,
    },
    ...records.map((record) => block(record, zone)),
  );

/** What becomes of them with the stack. */
export function toRemove(records: readonly Wanted[]): Words {
  const listed = records.map(lineOf).join('; ');
  return {
    en: `nobody but you can remove ${records.length > 1 ? 'these records' : 'this record'} at your DNS host, and nothing needs ${records.length > 1 ? 'them' : 'it'} any more: ${listed}`,
    ko: `DNS 관리 화면에서 직접 지워야 하며 이제 쓰지 않는 레코드입니다: ${listed}`,
  };
}
