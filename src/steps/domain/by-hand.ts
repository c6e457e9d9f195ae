import { word } from '../../cli-commands/bash.ts';
import { byHand, type ByHand } from '../../cli-commands/by-hand.ts';
import type { Recorder } from '../../cli-commands/recorder.ts';
import { symbol } from '../../cli-commands/symbols.ts';
import { delegated } from './delegated.ts';
import { hasRecord } from './has-record.ts';
import { existingZone, ownZone } from './hosted-zone.ts';

const sayNameServers = (recorder: Recorder, zoneId: string) =>
  recorder.line(
    `aws route53 get-hosted-zone --id "${zoneId}" --query DelegationSet.NameServers --output text | tr '\\t' '\\n' >&3`,
  );

export const script: readonly ByHand[] = [
  byHand(existingZone, {
    lookUp(recorder, { answers, say }) {
      recorder.line(`# ${say({ en: 'The existing hosted zone', ko: '이 계정에 있는 호스팅 영역' })}`);
      recorder.line(`EXISTING_ZONE_ID=${word(answers.choice)}`);
      return { zoneId: symbol('EXISTING_ZONE_ID'), zoneName: answers.zoneName, nameServers: [] };
    },
  }),
  byHand(ownZone, {
    prefixed: 'HostedZone.Id',
    /** As soon as they are known: the user has a while to set them. */
    wait(recorder, { output, answers, say }) {
      recorder.line(
        `say ${word(
          say({
            en: `At the registrar of ${answers.zoneName}, set these name servers:`,
            ko: `${answers.zoneName} 도메인을 등록한 업체에서 네임서버를 다음으로 바꾸세요:`,
          }),
        )}`,
      );
      sayNameServers(recorder, output.zoneId);
    },
  }),
  byHand(delegated, {
    /** What only the user can do: the script can but look whether it is done. */
    wait(recorder, { needs, output, say }) {
      const { zoneId } = needs.zone;
      recorder.line(
        `say ${word(
          say({
            en: `Waiting for the domain to use these name servers (set SKIP_DELEGATION_CHECK=1 to skip):`,
            ko: `다음 네임서버로 위임될 때까지 기다립니다(SKIP_DELEGATION_CHECK=1이면 기다리지 않음):`,
          }),
        )}`,
      );
      sayNameServers(recorder, zoneId);
      const server = recorder
        .call('route53', 'GetHostedZone', { Id: zoneId })
        .take('NameServer', 'DelegationSet.NameServers[0]');
      const asked = hasRecord('NS', word(output.zoneName), `"${server}"`);
      recorder.line(`until [ -n "\${SKIP_DELEGATION_CHECK:-}" ] || ${asked}; do sleep 30; done`);
    },
  }),
];
