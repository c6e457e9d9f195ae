import { confirm, Unsuitable } from '../../questions/question.ts';
import { entry } from '../firewall/questions.ts';
import { elasticIpEntry } from './entry.ts';

export const elasticIp = confirm({
  key: 'elastic-ip',
  title: { en: 'Fixed IP address', ko: '고정 IP' },
  message: {
    en: 'Does the server need a fixed IP address (for an outside allowlist)?',
    ko: '외부 서비스에 등록할 고정 IP(탄력적 IP)가 필요한가요?',
  },
  help: {
    en: 'A fixed public IP for the server; needed only if an outside service allowlists addresses.',
    ko: '서버의 고정 공인 IP입니다. 허용 IP를 등록해야 하는 외부 서비스가 있을 때만 필요합니다.',
  },
  fallback: (_, answered) => answered(entry) === elasticIpEntry.id,
  unasked: true,
  when: (answered) => answered(entry) !== elasticIpEntry.id,
  check(value, answered) {
    if (value || answered(entry) !== elasticIpEntry.id) return;
    throw new Unsuitable({
      en: 'does not go with --entry elastic-ip, which needs that address',
      ko: '--entry elastic-ip에서는 고정 IP가 반드시 필요합니다',
    });
  },
});
