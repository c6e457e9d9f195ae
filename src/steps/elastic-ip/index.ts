import type { Chapter } from '../chapter.ts';
import { entryLink, recordsLink } from '../entry/links.ts';
import { script } from './by-hand.ts';
import { elasticIp, elasticIpAssociation } from './elastic-ip.ts';
import { elasticIp as wanted } from './questions.ts';
import { addressElsewhere } from './site-elsewhere.ts';
import { addressRecords } from './site-records.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    /** The Elastic IP; without one the server's address changes, so it is not recorded. */
    readonly publicIp?: string;
  }
}

export const elasticIpChapter: Chapter = {
  id: 'elastic-ip',
  title: { en: 'Elastic IP', ko: '탄력적 IP' },
  why: {
    en: 'A server’s public IP address changes whenever it is stopped and started; an Elastic IP stays the same. Behind a load balancer you do not need one, unless an outside service only accepts connections from known addresses.',
    ko: '서버의 공인 IP는 중지했다 시작하면 바뀌지만 탄력적 IP는 그대로입니다. 로드 밸런서를 쓰면 보통 필요 없지만, 등록된 IP만 허용하는 외부 서비스를 쓴다면 필요합니다.',
  },
  asks: [wanted],
  steps: [elasticIp, elasticIpAssociation, ...Object.values(addressRecords), addressElsewhere],
  links: [recordsLink(...Object.values(addressRecords), addressElsewhere), entryLink(elasticIp, elasticIpAssociation)],
  script,
  shows: ({ publicIp }) => [{ at: 'address', what: { en: 'Elastic IP', ko: '고정 IP' }, lines: [publicIp] }],
};
