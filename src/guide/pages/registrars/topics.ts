import type { Topic } from '../../topic.ts';
import type { Language, Words } from '../../../words.ts';
import { registrars, type Registrar } from './index.ts';

const about: Words = {
  en: 'At the company where a domain was registered you say which name servers answer for it. Nobody else can do that for you.',
  ko: '도메인을 등록한 업체에서 어느 네임서버가 그 도메인을 담당할지 정합니다. 본인만 할 수 있는 일입니다.',
};

const ours: Words = {
  en: '# What stepway does\nWhen it is your turn it shows these steps with the four names to copy, looks at the registry every ten seconds, and goes on as soon as all four are there.',
  ko: '# stepway가 하는 일\n차례가 되면 이 순서와 복사할 네임서버 네 개를 보여 주고, 10초마다 레지스트리를 확인해 네 개가 모두 보이면 바로 이어 갑니다.',
};

function textOf({ steps, note, links }: Registrar, language: Language): string {
  const items = steps.map((step, index) => `- ${index + 1}. ${step[language]}`).join('\n');
  return ['', about[language], items, note?.[language], links.map((link) => `  ${link}`).join('\n'), ours[language]]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

/** The page on the name servers at one registrar. */
const topicOn = (registrar: Registrar): Topic => ({
  id: registrar.host,
  title: { en: `Name servers at ${registrar.name.en}`, ko: `${registrar.name.ko}에서 네임서버 바꾸기` },
  summary: { en: `set the name servers at ${registrar.name.en}`, ko: `${registrar.name.ko}에서 네임서버 바꾸는 방법` },
  words: [
    registrar.name.en.toLowerCase(),
    registrar.name.ko.toLowerCase(),
    `${registrar.name.ko} 네임서버`.toLowerCase(),
  ],
  text: { en: textOf(registrar, 'en'), ko: textOf(registrar, 'ko') },
  see: ['delegation', 'name-servers'],
});

/** A page for each registrar whose way is known. */
export const registrarTopics: readonly Topic[] = registrars.map(topicOn);
