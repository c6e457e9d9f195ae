import { isIPv4 } from 'node:net';
import { number, select, text, Unsuitable } from '../../questions/question.ts';
import { entries } from '../entries.ts';

export const entry = select({
  key: 'entry',
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
  placeholder: 'PORT',
  message: { en: 'Which port does your app listen on?', ko: '앱이 사용하는 포트는 몇 번인가요?' },
  help: { en: 'The port your app listens on.', ko: '앱이 사용하는 포트입니다.' },
  fallback: () => 8080,
  suchAs: [3000, 8000, 8080],
  min: 1,
  max: 65535,
  check(port) {
    if (port === 80 || port === 443)
      throw new Unsuitable({
        en: 'must not be 80 or 443, which nginx uses in front of your app',
        ko: '80, 443이 아닌 포트여야 합니다(앱 앞에 있는 nginx가 사용)',
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
  read: (raw) => (raw === 'none' || raw === 'my-ip' ? raw : readRange(raw)),
  resolve: async (value, { myAddress }) => (value === 'my-ip' ? `${await myAddress()}/32` : value),
});
