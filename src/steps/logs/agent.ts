import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { orNothing } from '../../aws/replies.ts';
import { allow, forChecks } from '../../permissions/allow.ts';
import { installedOnServer } from '../association.ts';
import { agentFailed } from '../server/agent.ts';
import { instance } from '../server/instance.ts';
import { allowsSetUp } from '../server/setup/apply.ts';
import { sessionManager } from '../server/session-manager.ts';
import { serverWritesLog } from './access.ts';
import { readsLog, siteLog, siteLogName } from './group.ts';
import { installSender, removeSender } from './server/install.ts';

/** Each day the server sends a line of its own: after that long without any, in milliseconds, none is coming. */
const silence = 26 * 3_600_000;

const looking = allow('The log groups of stepway’s sites, by name.', 'arn:*:logs:*:*:log-group:/stepway/*');

/** What sends the lines of the server to the log: CloudWatch's agent, and what lays the journal down for it. */
export const logAgent = installedOnServer({
  id: 'log-agent',
  title: { en: 'CloudWatch agent on the server', ko: '서버의 CloudWatch 에이전트' },
  needs: { instance, shell: sessionManager, log: siteLog, access: serverWritesLog },
  asks: {},
  follows: { live: ['instance', 'log'], initial: ['shell', 'access'] },
  besides: [...allowsSetUp, readsLog, forChecks(looking('logs:DescribeLogStreams'))],
  script: ({ region, needs }) => ['set -e', ...installSender(needs.log.logGroup, region)],
  leaving: removeSender,

  failed: agentFailed,

  async ailing(context) {
    const asked = new DescribeLogStreamsCommand({
      logGroupName: siteLogName(context),
      orderBy: 'LastEventTime',
      descending: true,
      limit: 1,
    });
    const newest = (await orNothing(context.logs.send(asked)))?.logStreams?.[0]?.lastIngestionTime;
    if (newest === undefined || context.clock.now() - newest < silence) return undefined;
    const hours = Math.floor((context.clock.now() - newest) / 3_600_000);
    return [
      {
        en: `it has sent nothing for ${hours} hours`,
        ko: `${hours}시간 동안 아무것도 보내지 않았습니다`,
      },
      {
        en: '`stepway up` installs it again. In `stepway shell --admin`, `systemctl status amazon-cloudwatch-agent stepway-lines` shows both of its programs.',
        ko: '`stepway up`을 실행하면 다시 설치합니다. `stepway shell --admin`에서 `systemctl status amazon-cloudwatch-agent stepway-lines`로 두 프로그램의 상태를 볼 수 있습니다.',
      },
    ];
  },
});
