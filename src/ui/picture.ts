import stringWidth from 'string-width';
import type { Answer, Answered, AnyQuestion } from '../questions/question.ts';
import { oneLine } from '../plain.ts';
import { places, type Station } from '../steps/chapter.ts';
import { domain } from '../steps/domain/questions.ts';
import { chapters } from '../steps/index.ts';
import { network } from '../steps/network/questions.ts';
import type { Screen } from './screen.ts';
import { wrap } from './table.ts';

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
  const given = (({ key }: AnyQuestion) => answers.get(key)) as Answered;
  const dim = (text: string) => paint('dim', text);
  const frame =
    given(network) === 'default'
      ? say({ en: "the account's default VPC", ko: '계정의 기본 네트워크(VPC)' })
      : say({ en: 'a dedicated VPC', ko: '전용 네트워크(VPC)' });
  const host = given(domain) || say({ en: 'your-domain', ko: '내-도메인' });
  const url = oneLine(`https://${host}`);
  const leads = say({ en: '· Route 53 name servers', ko: '· Route 53 네임서버' });

  const brought = chapters.flatMap(({ station }) => station?.(given) ?? []);
  const stations = places.flatMap((place) => brought.filter(({ at }) => at === place));
  const drawn = ({ name, details }: Station) => `${paint('bold', say(name))}  ${dim(say(details))}`;
  const inside = stations.flatMap((one, at) => [...(at > 0 ? [dim(`  ▼ ${one.port}`)] : []), drawn(one)]);
  const width = Math.max(stringWidth(frame) + 2, ...inside.map((row) => stringWidth(row)));
  if (screen.plain || width + 6 > screen.width) return listStations(screen, url, stations);

  line(`  ${paint('bold', say({ en: 'Visitor', ko: '방문자' }))}  ${paint('cyan', url)} ${dim(leads)}`);
  line(dim(`    ▼ ${stations[0]?.port}`));
  line(dim(`  ┌ ${frame} ${'─'.repeat(width - stringWidth(frame))}┐`));
  for (const row of inside) line(`${dim('  │')} ${row}${' '.repeat(width - stringWidth(row))} ${dim('│')}`);
  line(dim(`  └${'─'.repeat(width + 2)}┘`));
}
