import type { Outputs } from '../engine/outputs.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { oneLine } from '../plain.ts';
import { nothingThere } from './status-view.ts';

/** The outputs for people: what to open, and how to get in. Values stand alone on their lines, ready to be copied. */
export function showOutputs(screen: Screen, outputs: Outputs, region: string | undefined): void {
  const { line, say, paint } = screen;
  const { url, nameServers, loadBalancer, publicIp, instanceId, database, delivery } = outputs;
  const where = region ? ` --region ${region}` : '';
  const rows: readonly [Words, readonly (string | false | undefined)[]][] = [
    [{ en: 'Site', ko: '사이트' }, [url && paint('bold', url)]],
    [{ en: 'Load balancer', ko: '로드 밸런서' }, [loadBalancer && oneLine(loadBalancer)]],
    [{ en: 'Elastic IP', ko: '고정 IP' }, [publicIp && oneLine(publicIp)]],
    [{ en: 'Name servers', ko: '네임서버' }, nameServers?.map(oneLine) ?? []],
    [{ en: 'Database', ko: '데이터베이스' }, [database && oneLine(`${database.host}:${database.port}`)]],
    [
      {
        en: 'Database user and password (rotated every seven days)',
        ko: '데이터베이스 사용자 이름과 비밀번호(비밀번호는 7일마다 바뀜)',
      },
      [
        database?.secretArn &&
          oneLine(`aws secretsmanager get-secret-value --secret-id '${database.secretArn}'${where}`),
      ],
    ],
    [
      { en: 'Database password', ko: '데이터베이스 비밀번호' },
      [
        database &&
          !database.secretArn &&
          say({ en: 'set by hand; RDS does not manage it', ko: '직접 정한 것(RDS가 관리하지 않음)' }),
      ],
    ],
    [
      { en: 'Open a shell on the server', ko: '서버 셸 접속' },
      [instanceId && oneLine(`aws ssm start-session --target ${instanceId}${where}`)],
    ],
    [{ en: 'Deployment bucket', ko: '앱 배포용 버킷' }, [delivery?.bucket && oneLine(delivery.bucket)]],
    [{ en: 'Role for the GitHub workflow', ko: 'GitHub 워크플로의 역할' }, [delivery?.role && oneLine(delivery.role)]],
  ];
  if (Object.keys(outputs).length === 0) return screen.paragraph(nothingThere);
  line();
  for (const [what, values] of rows) {
    const known = values.filter((value) => typeof value === 'string');
    if (known.length === 0) continue;
    line(`  ${paint('dim', say(what))}`);
    for (const value of known) line(`    ${value}`);
  }
  line();
}

const next: Words = {
  en: 'Next: open a shell on the server, stop the welcome page (sudo systemctl disable --now welcome), and run your app on the same port. To delete everything, run `stepway teardown`.',
  ko: '다음 할 일: 서버 셸에 접속해 환영 페이지를 멈추고(sudo systemctl disable --now welcome) 같은 포트에서 앱을 실행하세요. 모두 삭제하려면 stepway teardown을 실행하세요.',
};

const nextAfterRehearsal: Words = {
  en: 'That was a rehearsal; none of this exists. Run `stepway teardown --rehearse` to rehearse deleting it, or `stepway up` to create it for real.',
  ko: '여기까지는 연습이어서 실제로 만든 것은 없습니다. 삭제도 연습하려면 `stepway teardown --rehearse`, 실제로 만들려면 `stepway up`을 실행하세요.',
};

const nextWithDelivery: Words = {
  en: 'Next: run `stepway init` to generate your deployment files, then `stepway deploy`. To delete everything, run `stepway teardown`.',
  ko: '다음 할 일: `stepway init`으로 배포에 필요한 파일을 만들고, `stepway deploy`로 서버에 배포하세요. 모두 삭제하려면 stepway teardown을 실행하세요.',
};

const deliveryAfterRehearsal: Words = {
  en: 'Continue the rehearsal with `stepway init --rehearse` and `stepway deploy --rehearse`.',
  ko: '앱 배포도 연습하려면 `stepway init --rehearse`와 `stepway deploy --rehearse`를 차례로 실행하세요.',
};

/** What to do when everything is there. */
export function showNext(screen: Screen, rehearsing: boolean, { delivery }: Outputs): void {
  screen.paragraph(rehearsing ? nextAfterRehearsal : delivery ? nextWithDelivery : next);
  if (rehearsing && delivery) screen.paragraph(deliveryAfterRehearsal);
}
