import type { Topic } from '../../../../guide/topic.ts';
import { inEach, joined } from '../../../../words.ts';
import type { Registrar } from './registrar.ts';

/** A registrar's page: the steps there, and what stepway does meanwhile. */
export function pageOf({ host, name, words, console, steps, note }: Registrar): Topic {
  const list = joined('\n', ...steps.map((step, index) => inEach((language) => `${index + 1}. ${step[language]}`)));
  const also = inEach((language) => (note ? `\n${note[language]}\n` : ''));
  return {
    id: host === 'route53' ? 'route53-domains' : host,
    title: { en: `Name servers at ${name.en}`, ko: `${name.ko}에서 네임서버 바꾸기` },
    summary: { en: 'where to set name servers there', ko: '네임서버를 바꾸는 메뉴와 순서' },
    words,
    see: ['delegation', 'name-servers', 'moving-dns'],
    links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/MigratingDNS.html'],
    text: {
      en: `
${list.en}
${also.en}
If the page looks different, look for "name servers". Console: ${console}

# What stepway does
It shows the four names while it waits, and asks the registry every ten seconds whether they are set. DNSSEC has to be off first; stepway warns you if it is not.
`,
      ko: `
${list.ko}
${also.ko}
화면이 달라졌다면 "네임서버" 메뉴를 찾으세요. 주소: ${console}

# stepway가 하는 일
기다리는 동안 네임서버 네 개를 보여 주고, 바뀌었는지 10초마다 레지스트리에 직접 확인합니다. DNSSEC이 켜져 있으면 먼저 꺼야 한다고 알려 줍니다.
`,
    },
  };
}
