import { nameOf } from '../../aws/names.ts';
import { allow } from '../../permissions/allow.ts';
import { bucket } from '../delivery/bucket.ts';
import { build } from '../delivery/questions.ts';
import { logGroupFor, retentionFor } from '../log-group.ts';
import { projectId } from './names.ts';

const within = allow('Log groups, by name.', `arn:*:logs:*:*:log-group:/aws/codebuild/*-${projectId}*`);

/** What builds say, where CodeBuild would log by itself, and people look. */
export const buildLog = logGroupFor({
  id: 'build-log',
  title: { en: 'Log of builds (CloudWatch Logs)', ko: '빌드 로그(CloudWatch Logs)' },
  needs: { bucket },
  asks: { build },
  follows: { initial: ['bucket', 'build'] },
  when: (answers) => answers.build === 'codebuild',
  nameOf: ({ stack }) => `/aws/codebuild/${nameOf(stack, projectId)}`,
  within,
  says: { answers: () => ({ build: 'codebuild' }) },
});

/** Long enough to look up what changed since a build that worked. */
const days = 30;

export const buildLogRetention = retentionFor({
  id: 'build-log-retention',
  title: { en: `Build logs are kept for ${days} days`, ko: `빌드 로그를 ${days}일 보관` },
  needs: { log: buildLog },
  asks: {},
  days: () => days,
  within,
});
