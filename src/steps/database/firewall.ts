import { group, serverGroup } from '../firewall/groups.ts';
import { inbound } from '../firewall/rules.ts';
import { enginePort } from './engines.ts';
import { database } from './questions.ts';

export const databaseGroup = group(
  'database-group',
  { en: 'Database firewall', ko: '데이터베이스의 방화벽' },
  'Database: only from the server',
  { database },
  (answers) => answers.database !== 'none',
);

export const databaseFromServer = inbound({
  id: 'database-from-server',
  title: { en: 'Server → database', ko: '서버 → 데이터베이스' },
  into: databaseGroup,
  from: serverGroup,
  asks: { engine: database },
  when: (answers) => answers.engine !== 'none',
  port: (answers) => enginePort(answers.engine),
});
