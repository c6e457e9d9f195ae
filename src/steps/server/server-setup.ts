import { instances } from '../../aws/collections.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { forChecks, reads, uses } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import type { Words } from '../../words.ts';
import { instance } from './instance.ts';
import { consoleOf, progressIn, type Progress } from './setup/console.ts';

/** What each part of the set-up does, by its word on the console. */
const parts: Readonly<Record<string, Words>> = {
  swap: { en: 'making room for memory on the disk', ko: '디스크에 스왑 공간 만들기' },
  settings: { en: 'writing the settings', ko: '설정 파일 쓰기' },
  nginx: { en: 'installing nginx', ko: 'nginx 설치' },
  site: { en: 'setting nginx up', ko: 'nginx 설정' },
  logs: { en: 'limiting the logs', ko: '로그 크기 제한' },
  certbot: { en: 'installing certbot', ko: 'certbot 설치' },
  certificate: { en: 'getting the certificate', ko: '인증서 발급' },
};
const partOf = ({ step }: Progress): Words => parts[step] ?? { en: step, ko: step };

/** What a new server has said of nothing yet may still come, so many milliseconds after it was started. */
const booting = 180_000;

/** The consoles of servers that are like ours: others tell nothing of the set-up, whatever it does. */
const isOfKind = (output: string) => output === '' || /\bAmazon Linux\b|\bsystemd\[1\]|\bcloud-init\b/.test(output);

/** Last lines of a program that failed are for the reader to see as they are. */
const quoted = (said: string | undefined) => (said ? ` (${oneLine(said).slice(0, 200)})` : '');

function trying(progress: Progress) {
  const part = partOf(progress);
  const why = quoted(progress.said);
  if (progress.is === 'begun' && !why) return pending(part);
  return pending(
    {
      en: `${part.en} failed${why}; the server tries again every 15 seconds`,
      ko: `${part.ko} 단계에서 실패했습니다${why}. 서버가 15초마다 다시 시도합니다`,
    },
    {
      en: 'The server has to reach the internet, and its packages. The whole log: `stepway logs --source setup`.',
      ko: '서버가 인터넷에 연결되고 패키지를 내려받을 수 있어야 합니다. 전체 로그는 `stepway logs --source setup`으로 볼 수 있습니다.',
    },
  );
}

/** What is worth knowing of the certificate, which may have to wait for somebody to set the name servers. */
function aboutCertificate(output: string): Words | undefined {
  const progress = progressIn(output, 'stepway-certificate');
  if (progress?.is !== 'failed') return undefined;
  const why = quoted(progress.said);
  return {
    en: `the certificate could not be got or renewed${why}; the server tries again by itself`,
    ko: `인증서를 받거나 갱신하지 못했습니다${why}. 서버가 스스로 다시 시도합니다`,
  };
}

/** Whether the server's own set-up has come to its end, as its serial console tells. */
export const serverSetup = defineStep({
  id: 'server-setup',
  title: { en: 'Server set-up (nginx)', ko: '서버 설정(nginx)' },
  needs: { instance },
  asks: {},
  allows: [reads('ec2:DescribeInstances'), forChecks(uses('ec2:GetConsoleOutput'))],
  making: { takes: { earliest: 20, usual: 60, every: 5, limit: 900 } },

  find: async ({ needs }) => ({ instanceId: needs.instance.instanceId }),

  async check({ ec2, clock }, { instanceId }) {
    const found = await instances.byId(ec2, instanceId);
    if (!found) return gone;
    const output = await consoleOf(ec2, instanceId);
    if (output === undefined) return ready();
    const progress = progressIn(output, 'stepway-setup');
    if (progress && progress.is !== 'done') return trying(progress);
    const isNew = clock.now() - Number(found.LaunchTime ?? 0) < booting;
    if (!progress && isNew && isOfKind(output)) return pending({ en: 'starting', ko: '시작하는 중' });
    return ready({}, undefined, aboutCertificate(output));
  },
});
