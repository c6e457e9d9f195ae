import stringWidth from 'string-width';
import type { Answer, AnyQuestion } from '../questions/question.ts';
import { oneLine } from '../plain.ts';
import { database } from '../steps/database/questions.ts';
import { engines, enginePort } from '../steps/database/engines.ts';
import { domain } from '../steps/domain/questions.ts';
import { elasticIp } from '../steps/elastic-ip/questions.ts';
import { appPort, entry } from '../steps/firewall/questions.ts';
import { network } from '../steps/network/questions.ts';
import { instanceType } from '../steps/server/questions.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { wrap } from './table.ts';

/** One station on the way from the visitor to the data. */
interface Station {
  readonly name: Words;
  readonly details: Words;
  /** The port on which the station before it comes in. */
  readonly port: Answer;
}

const engineCalled = (engine: string) => engines[engine === 'mysql' ? 'mysql' : 'postgres'].name;

/** The stations inside the network, from the outside in. */
function stations(given: (question: AnyQuestion) => Answer): [Station, ...Station[]] {
  const direct = given(entry) === 'elastic-ip';
  const engine = String(given(database));
  const fixed = direct || given(elasticIp) === true;
  const server = {
    name: { en: 'Server', ko: '서버' },
    details: {
      en: `EC2 ${given(instanceType)}${fixed ? ' · fixed IP (Elastic IP)' : ''}`,
      ko: `EC2 ${given(instanceType)}${fixed ? ' · 고정 IP(탄력적 IP)' : ''}`,
    },
  };
  const behind =
    engine === 'none'
      ? []
      : [
          {
            name: { en: 'Database', ko: '데이터베이스' },
            details: {
              en: `RDS ${engineCalled(engine)} · private`,
              ko: `RDS ${engineCalled(engine)} · 인터넷에서 접근 불가`,
            },
            port: enginePort(engine),
          },
        ];
  if (direct) return [{ ...server, port: 443 }, ...behind];
  const balancer = {
    name: { en: 'Load balancer', ko: '로드 밸런서' },
    details: { en: 'ALB · certificate from ACM', ko: 'ALB · ACM 인증서' },
    port: 443,
  };
  return [balancer, { ...server, port: given(appPort) }, ...behind];
}

/** The same in words, one line per station, for narrow screens and screen readers. */
function listStations({ say, line, width }: Screen, url: string, all: readonly Station[]): void {
  const visitor = say({ en: `Visitors connect to ${url}.`, ko: `방문자의 접속 주소: ${url}` });
  const rows = all.map(({ name, details, port }, index) =>
    say({
      en: `${index + 1}. ${name.en}, port ${port}: ${details.en}`,
      ko: `${index + 1}. ${name.ko}, ${port}번 포트: ${details.ko}`,
    }),
  );
  for (const row of [visitor, ...rows]) wrap(row, width - 2).forEach((one) => line(`  ${one}`));
}

/** Draws what these answers build, from the visitor to the data. */
export function showPicture(screen: Screen, answers: ReadonlyMap<string, Answer>): void {
  const { say, paint, line } = screen;
  const given = ({ key }: AnyQuestion) => answers.get(key) ?? '';
  const dim = (text: string) => paint('dim', text);
  const frame =
    given(network) === 'default'
      ? say({ en: "the account's default VPC", ko: '계정의 기본 네트워크(VPC)' })
      : say({ en: 'a dedicated VPC', ko: '전용 네트워크(VPC)' });
  const host = given(domain) || say({ en: 'your-domain', ko: '내-도메인' });
  const url = oneLine(`https://${host}`);
  const leads = say({ en: '· Route 53 name servers', ko: '· Route 53 네임서버' });

  const [first, ...others] = stations(given);
  const drawn = ({ name, details }: Station) => `${paint('bold', say(name))}  ${dim(say(details))}`;
  const inside = [first, ...others.flatMap((one) => [one.port, one])].map((row) =>
    typeof row === 'object' ? drawn(row) : dim(`  ▼ ${row}`),
  );
  const width = Math.max(stringWidth(frame) + 2, ...inside.map((row) => stringWidth(row)));
  if (screen.plain || width + 6 > screen.width) return listStations(screen, url, [first, ...others]);

  line(`  ${paint('bold', say({ en: 'Visitor', ko: '방문자' }))}  ${paint('cyan', url)} ${dim(leads)}`);
  line(dim(`    ▼ ${first.port}`));
  line(dim(`  ┌ ${frame} ${'─'.repeat(width - stringWidth(frame))}┐`));
  for (const row of inside) line(`${dim('  │')} ${row}${' '.repeat(width - stringWidth(row))} ${dim('│')}`);
  line(dim(`  └${'─'.repeat(width + 2)}┘`));
}
