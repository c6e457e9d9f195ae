import type { Topic } from '../../../../guide/topic.ts';
import { inEach, joined, type Words } from '../../../../words.ts';
import type { Registrar } from './registrar.ts';

const numbered = (steps: readonly Words[], before = ''): Words =>
  joined('\n', ...steps.map((step, index) => inEach((language) => `${before}${index + 1}. ${step[language]}`)));

/** Where to set records there, for whoever is just about to. */
export const recordsAt = ({ name, records, recordsNote }: Registrar): Words =>
  joined(
    '\n',
    { en: `Its DNS is at ${name.en}:`, ko: `지금 DNS는 ${name.ko}에 있습니다. 추가하는 방법:` },
    numbered(records, '  '),
    recordsNote && inEach((language) => `  ${recordsNote[language]}`),
  );

/** A registrar's page: the steps there, and what stepway does meanwhile. */
export function pageOf({ host, name, words, console, steps, note, records, recordsNote }: Registrar): Topic {
  const list = numbered(steps);
  const set = joined('\n', numbered(records), recordsNote && inEach((language) => `\n${recordsNote[language]}`));
  const also = inEach((language) => (note ? `\n${note[language]}\n` : ''));
  return {
    id: host === 'route53' ? 'route53-domains' : host,
    title: { en: `Name servers and records at ${name.en}`, ko: `${name.ko}에서 네임서버와 레코드 바꾸기` },
    summary: { en: 'where to set name servers there', ko: '네임서버를 바꾸는 메뉴와 순서' },
    words,
    see: ['delegation', 'name-servers', 'dns-elsewhere'],
    links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/MigratingDNS.html'],
    text: {
      en: `
${list.en}
${also.en}
If the page looks different, look for "name servers". Console: ${console}

If the DNS stays there (\`--dns manual\`), set records like this:

${set.en}

# What stepway does
It shows the four names while it waits, and asks the registry every ten seconds whether they are set. DNSSEC has to be off first; stepway warns you if it is not.
`,
      ko: `
${list.ko}
${also.ko}
화면이 달라졌다면 "네임서버" 메뉴를 찾으세요. 주소: ${console}

DNS를 그대로 두고(\`--dns manual\`) 레코드를 추가할 때는 이렇게 합니다.

${set.ko}

# stepway가 하는 일
기다리는 동안 네임서버 네 개를 보여 주고, 바뀌었는지 10초마다 레지스트리에 직접 확인합니다. DNSSEC이 켜져 있으면 먼저 꺼야 한다고 알려 줍니다.
`,
    },
  };
}
