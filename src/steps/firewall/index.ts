import type { Chapter } from '../chapter.ts';
import { stores } from '../stores.ts';
import { defaultGroup } from './default-group.ts';
import { frontGroups, serverGroup } from './groups.ts';
import { appPort, entry, healthPath, ssh } from './questions.ts';
import { formerRules, serverSsh, visitorRules } from './rules.ts';

const steps = [
  defaultGroup,
  ...frontGroups,
  serverGroup,
  ...stores.map(({ group }) => group),
  ...visitorRules,
  serverSsh,
  ...formerRules,
  ...stores.map(({ fromServer }) => fromServer),
];

export const firewall: Chapter = {
  id: 'firewall',
  title: { en: 'Entry and firewall', ko: '입구와 방화벽' },
  why: {
    en: 'A security group is a firewall around a machine: it blocks everything that no rule allows in. Visitors reach only the entry point, the entry point reaches only your app, and only your server reaches the database.',
    ko: '보안 그룹은 서버를 둘러싼 방화벽으로, 규칙이 허용한 것만 들여보냅니다. 방문자는 입구까지만, 입구는 앱까지만 접속할 수 있고, 데이터베이스에는 앱만 접속할 수 있습니다.',
  },
  asks: [entry, appPort, healthPath, ssh],
  steps,
  links: [
    {
      id: 'firewall',
      title: { en: 'Firewall rules', ko: '방화벽 규칙' },
      at: 'firewall',
      // What guards a store is in the link of that store.
      steps: steps.filter((step) => !stores.some(({ group, fromServer }) => step === group || step === fromServer)),
    },
  ],
};
