import type { Outputs } from '../engine/outputs.ts';
import type { AnyStep } from '../engine/step.ts';
import type { State } from '../state/state.ts';
import type { Screen } from './screen.ts';
import { table } from './table.ts';

/** What the steps that are ready have to tell. */
export const outputsOf = (steps: readonly AnyStep[], state: State): Outputs =>
  Object.assign(
    {},
    ...steps.map((step) => {
      const output = state.steps.get(step.id)?.output;
      return output && step.outputs?.(output);
    }),
  ) as Outputs;

/** The outputs for people: what to open, and how to get in. */
export function showOutputs(screen: Screen, outputs: Outputs, region: string | undefined): void {
  const { line, say, paint } = screen;
  const { url, nameServers, loadBalancer, publicIp, instanceId, database } = outputs;
  const rows: [string, string | undefined][] = [
    [say({ en: 'Site', ko: '사이트' }), url && paint('bold', url)],
    [say({ en: 'Load balancer', ko: '로드 밸런서' }), loadBalancer],
    [say({ en: 'Fixed address', ko: '고정 IP' }), publicIp],
    [say({ en: 'Name servers', ko: '네임서버' }), nameServers?.join(' ')],
    [say({ en: 'Database', ko: '데이터베이스' }), database && `${database.engine} ${database.host}:${database.port}`],
    [say({ en: 'Its user and password', ko: '사용자와 비밀번호' }), database?.secretArn],
    [
      say({ en: 'Shell on the server', ko: '서버 셸 접속' }),
      instanceId && `aws ssm start-session --target ${instanceId}${region ? ` --region ${region}` : ''}`,
    ],
  ];
  line();
  table(rows.flatMap(([what, value]) => (value ? [[`  ${what}`, value]] : []))).forEach(line);
  line();
}
