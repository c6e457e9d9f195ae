import { isIPv4 } from 'node:net';
import { number, select, text, Unsuitable } from '../../questions/question.ts';
import { entries } from '../entries.ts';

export const entry = select({
  key: 'entry',
  title: { en: 'Way in', ko: '방문자 입구' },
  placeholder: entries.map(({ id }) => id).join('|'),
  message: { en: 'How should visitors reach your app?', ko: '방문자를 어떻게 받을까요?' },
  help: {
    en: 'Through a load balancer with an AWS certificate, or directly to the server.',
    ko: 'AWS 인증서를 쓰는 로드 밸런서로 받을지, 서버가 직접 받을지 정합니다.',
  },
  choices: entries.map(({ id, choice }) => ({ value: id, name: choice })),
  fallback: () => entries[0].id,
});

export const appPort = number({
  key: 'app-port',
  title: { en: "App's port", ko: '앱 포트' },
  placeholder: 'PORT',
  message: { en: 'Which port does your app listen on?', ko: '앱이 사용하는 포트는 몇 번인가요?' },
  help: {
    en: 'The port your app listens on; those below 1024 are for nginx in front of it (80, 443) and the system.',
    ko: '앱이 사용하는 포트입니다. 1024보다 작은 포트는 앱 앞의 nginx(80, 443)와 시스템이 사용합니다.',
  },
  fallback: () => 8080,
  suchAs: [3000, 8000, 8080],
  min: 1024,
  max: 65535,
});

/** nginx, in front of the app, takes no percent sign that encodes nothing, and no way up. */
function isTaken(raw: string): boolean {
  const [path = ''] = raw.split('?');
  if (/%(?![\da-f]{2})|%00/i.test(path)) return false;
  return !/\/\.\.(\/|$)/.test(path.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/'));
}

export const healthPath = text({
  key: 'health-path',
  title: { en: 'Health check path', ko: '상태 확인 경로' },
  placeholder: 'PATH',
  message: {
    en: 'Health check path (your app must return 200–399 for it)',
    ko: '상태 확인 경로(앱이 오류 없이 응답하는 경로)',
  },
  help: {
    en: 'The path requested to check your app: at each deployment, and all the time by a load balancer.',
    ko: '앱의 상태를 확인할 경로입니다. 배포할 때마다, 로드 밸런서가 있으면 늘 확인합니다.',
  },
  fallback: () => '/',
  suchAs: ['/', '/health'],
  unasked: true,
  read(raw) {
    // What ELBv2 documents for HealthCheckPath: it begins with a slash and has at most 1024 of these characters.
    if (/^\/[\w./~@%&?=:+$,;!*'()#-]{0,1023}$/.test(raw) && isTaken(raw)) return raw;
    throw new Unsuitable({
      en: 'must be a path such as / or /health',
      ko: '/ 또는 /health 같은 경로여야 합니다',
    });
  },
});

/** An address range in canonical form: host bits must be zero, as EC2 requires. */
function readRange(raw: string): string {
  const [, address = '', bits = '32'] = /^([\d.]+)(?:\/(\d{1,2}))?$/.exec(raw) ?? [];
  const length = Number(bits);
  if (!isIPv4(address) || length > 32)
    throw new Unsuitable({
      en: 'must be none, my-ip or an IPv4 range such as 203.0.113.0/24',
      ko: 'none, my-ip 또는 203.0.113.0/24 같은 IPv4 대역이어야 합니다',
    });
  if (length < 8)
    throw new Unsuitable({
      en: 'must not open SSH to the whole internet; a range of /8 or smaller is accepted',
      ko: 'SSH를 인터넷 전체에 열 수 없습니다. /8 이하의 대역만 허용됩니다',
    });
  const whole = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - length);
  const first = whole - (whole % size);
  const dotted = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
  return `${dotted}/${length}`;
}

export const ssh = text({
  key: 'ssh',
  title: { en: 'SSH allowed from', ko: 'SSH 허용 위치' },
  placeholder: 'none|my-ip|CIDR',
  message: {
    en: 'Allow SSH from (none, my-ip or a range; you get a shell without it)',
    ko: 'SSH를 허용할 곳(none, my-ip, IP 대역. none이어도 셸 접속 가능)',
  },
  help: {
    en: 'Who can reach the server by SSH; not needed, since Session Manager gives you a shell.',
    ko: 'SSH 접속을 허용할 곳입니다. 셸은 Session Manager로 접속할 수 있어 보통은 필요 없습니다.',
  },
  fallback: () => 'none',
  unasked: true,
  read: (raw) => (raw === 'none' || raw === 'my-ip' ? raw : readRange(raw)),
  resolve: async (value, { myAddress }) => (value === 'my-ip' ? `${await myAddress()}/32` : value),
});
