import { defineStep } from '../../engine/step.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { allSet, stays, takes, taskFor, type Asked } from '../domain/elsewhere/gate.ts';
import { lineOf } from '../domain/elsewhere/wanted.ts';
import { registrable } from '../domain/names.ts';
import { dnsHost, domain } from '../domain/questions.ts';
import { joined, type Words } from '../../words.ts';
import { certificate } from './certificate.ts';

/** Whoever is at their DNS host need not come back: the site's record follows before they have left. */
const more: Words = {
  en: 'Stay there: unless it is set already, the record of the site itself follows within about two minutes.',
  ko: '관리 화면을 닫지 마세요. 사이트 자체의 레코드도 아직 없다면 약 2분 안에 이어서 나옵니다.',
};

/** What proves to ACM that the domain is the user's, where only the user can set it; ACM renews for as long as it stays. */
export const validationElsewhere = defineStep({
  id: 'validation-elsewhere',
  title: { en: 'Domain validation record at your DNS host', ko: 'DNS 업체의 도메인 소유 확인 레코드' },
  needs: { certificate },
  asks: { dns: dnsHost, domain },
  allows: [],
  when: ({ dns }) => dns === 'manual',
  // A name that is proved once is proved for every certificate.
  follows: { replaces: ['certificate', 'domain'] },
  making: {
    takes,
    task: {
      ahead: {
        en: 'set the record at your DNS host with which Amazon checks the domain (stepway shows it as soon as it is known)',
        ko: 'Amazon이 도메인을 확인할 레코드를 DNS 관리 화면에 추가하기(값은 정해지는 대로 화면에 나옵니다)',
      },
      now: (asked: Asked) => joined('\n', taskFor(asked), more),
    },
  },

  async find({ needs: { certificate }, answers: { dns, domain } }) {
    if (dns !== 'manual') return undefined;
    const records = certificate.records.map(({ name, value }) => ({
      name: bareName(name),
      type: 'CNAME' as const,
      value: bareName(value),
    }));
    return {
      names: records.map(({ name }) => name).join(', '),
      zoneName: registrable(domain) ?? domain,
      records,
    };
  },

  check: ({ dns }, asked) => allSet(dns, asked, more),

  going: { stays },

  says: { outputs: ({ records }) => ({ certificateRecords: records.map(lineOf) }) },
});
