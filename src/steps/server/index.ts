import type { Chapter } from '../chapter.ts';
import { elasticIp } from '../elastic-ip/questions.ts';
import { entryOf } from '../entries.ts';
import { entry } from '../firewall/questions.ts';
import { script } from './by-hand.ts';
import { cpuCredits } from './cpu-credits.ts';
import { image } from './image.ts';
import { instanceProfile, roleInProfile } from './instance-profile.ts';
import { instance } from './instance.ts';
import { creditsLeft, serverCpu } from './metrics.ts';
import { rates } from './prices.ts';
import { instanceType, serverZone } from './questions.ts';
import { role } from './role.ts';
import { serverSetup } from './server-setup.ts';
import { sessionManager } from './session-manager.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly instanceId?: string;
  }
}

const steps = [role, sessionManager, instanceProfile, roleInProfile, image, instance, cpuCredits];

export const server: Chapter = {
  id: 'server',
  title: { en: 'Server', ko: '서버' },
  why: {
    en: 'An EC2 instance is a rented computer that runs your app. nginx in front of it shows a small welcome page, so the site works before your app is deployed. An IAM role lets it use AWS without a key on its disk, and lets you open a shell without an open port.',
    ko: 'EC2 인스턴스는 앱을 실행하려고 빌려 쓰는 컴퓨터입니다. 앱을 올리기 전에도 사이트가 응답하도록, 처음에는 nginx가 작은 환영 페이지를 보여 줍니다. 서버에 역할(Role)을 붙이므로 서버에 키를 두지 않고도 AWS를 쓸 수 있고, 포트를 열지 않고도 셸에 접속할 수 있습니다.',
  },
  asks: [instanceType, serverZone],
  steps: [...steps, serverSetup],
  links: [
    {
      id: 'server-setup',
      title: { en: 'Server set-up', ko: '서버 설정' },
      at: 'setup',
      steps: [serverSetup],
    },
    { id: 'server', title: { en: 'Server', ko: '서버' }, at: 'server', steps },
  ],
  station(answered) {
    const direct = entryOf(answered(entry))?.https === 'server';
    const fixed = direct || answered(elasticIp);
    const type = answered(instanceType);
    return {
      at: 'server',
      on: 'public',
      sign: 'server',
      name: { en: 'Server', ko: '서버' },
      details: {
        en: `EC2 ${type}${fixed ? ' · fixed IP (Elastic IP)' : ''}`,
        ko: `EC2 ${type}${fixed ? ' · 고정 IP(탄력적 IP)' : ''}`,
      },
      port: direct ? 443 : 80,
    };
  },
  bystanders: () => [
    {
      on: 'beside',
      sign: 'shell',
      name: { en: 'Session Manager', ko: 'Session Manager' },
      details: { en: 'a shell on the server, without an open port', ko: '포트를 열지 않는 서버 셸' },
    },
  ],
  gauges(made) {
    const id = made(instance)?.['instanceId'];
    if (typeof id !== 'string') return [];
    return [
      {
        id: 'server-cpu',
        at: 'server',
        title: { en: 'CPU of the server', ko: '서버 CPU' },
        unit: 'percent',
        metric: { ...serverCpu(id), statistic: 'Average' },
      },
      ...(made(cpuCredits)
        ? [
            {
              id: 'server-credits',
              at: 'server' as const,
              title: { en: 'CPU credits left', ko: '남은 CPU 크레딧' },
              unit: 'count' as const,
              metric: { ...creditsLeft(id), statistic: 'Minimum' },
            },
          ]
        : []),
    ];
  },
  shows: ({ instanceId }) => [
    {
      at: 'access',
      what: { en: 'Open a shell on the server', ko: '서버 셸 접속' },
      lines: [instanceId && 'stepway shell'],
    },
  ],
  rates,
  script,
};
