import { get } from 'node:https';
import { httpsAgent } from './https-agent.ts';
import { Trouble } from './errors.ts';

/** Amazon's own service for this question; it answers with the bare address. */
const addressService = 'https://checkip.amazonaws.com/';

/** The public IPv4 address of this machine, as the internet sees it. */
export function lookUpAddress(): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown) =>
      reject(
        new Trouble(
          'aws',
          {
            en: `Could not look up your public IP address at ${addressService}.`,
            ko: `${addressService}에서 내 공인 IP를 알아내지 못했습니다.`,
          },
          { en: 'Set it yourself: --ssh 203.0.113.25/32.', ko: '--ssh 203.0.113.25/32처럼 직접 지정하세요.' },
          { cause },
        ),
      );
    get(addressService, { agent: httpsAgent(), timeout: 5000, family: 4 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => (/^[\d.]{7,15}$/.test(text.trim()) ? resolve(text.trim()) : fail()));
    })
      .on('timeout', fail)
      .on('error', fail);
  });
}
