import type { Outputs } from '../engine/outputs.ts';
import type { AnyStep } from '../engine/step.ts';
import type { State } from '../state/state.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';

/** What the steps that are ready have to tell. */
export const outputsOf = (steps: readonly AnyStep[], state: State): Outputs =>
  Object.assign(
    {},
    ...steps.map((step) => {
      const output = state.steps.get(step.id)?.output;
      return output && step.outputs?.(output);
    }),
  ) as Outputs;

/** The outputs for people: what to open, and how to get in. Values stand alone on their lines, ready to be copied. */
export function showOutputs(screen: Screen, outputs: Outputs, region: string | undefined): void {
  const { line, say, paint } = screen;
  const { url, nameServers, loadBalancer, publicIp, instanceId, database } = outputs;
  const where = region ? ` --region ${region}` : '';
  const rows: readonly [Words, readonly (string | undefined)[]][] = [
    [{ en: 'Site', ko: '사이트' }, [url && paint('bold', url)]],
    [{ en: 'Load balancer', ko: '로드 밸런서' }, [loadBalancer]],
    [{ en: 'Fixed address', ko: '고정 IP' }, [publicIp]],
    [{ en: 'Name servers', ko: '네임서버' }, nameServers ?? []],
    [{ en: 'Database', ko: '데이터베이스' }, [database && `${database.host}:${database.port}`]],
    [
      {
        en: 'Its user and password, which change every seven days',
        ko: '데이터베이스 사용자와 비밀번호(7일마다 바뀜)',
      },
      [database && `aws secretsmanager get-secret-value --secret-id '${database.secretArn}'${where}`],
    ],
    [
      { en: 'A shell on the server', ko: '서버 셸 접속' },
      [instanceId && `aws ssm start-session --target ${instanceId}${where}`],
    ],
  ];
  line();
  for (const [what, values] of rows) {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) continue;
    line(`  ${paint('dim', say(what))}`);
    for (const value of known) line(`    ${value}`);
  }
  line();
}
