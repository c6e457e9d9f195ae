import type { AlarmRow, AlarmsSeen, Rung } from '../operations/alarms.ts';
import { oneLine } from '../plain.ts';
import type { Language, Words } from '../words.ts';
import { localTime, timesIn } from './moment.ts';
import type { Screen } from './screen.ts';

const states: Readonly<Record<AlarmRow['state'], Words>> = {
  ok: { en: 'all is well', ko: '정상' },
  ringing: { en: 'RINGING', ko: '울리는 중' },
  'no-data': { en: 'no data yet', ko: '아직 데이터 없음' },
  missing: { en: 'MISSING', ko: '없음' },
};

const colours = { ok: 'green', ringing: 'red', 'no-data': 'yellow', missing: 'red' } as const;

/** In the words of the rows, where CloudWatch says it in its own. */
const stateOf = (state: string): AlarmRow['state'] =>
  state === 'OK' ? 'ok' : state === 'ALARM' ? 'ringing' : 'no-data';

/** Where all that is listed is an alarm, none says that it is one. */
const called = (title: Words): Words => ({
  en: title.en.replace(/^Alarm: /, ''),
  ko: title.ko.replace(/^알림: /, ''),
});

/** How it is with all of them, in a sentence. */
function verdictOn(rows: AlarmsSeen['rows']): Words {
  const those = (state: AlarmRow['state']) => rows.filter((row) => row.state === state).length;
  const count = rows.length;
  const [rings, lost, silent] = [those('ringing'), those('missing'), those('no-data')];
  if (lost > 0)
    return {
      en: `! ${lost} of ${count} are missing from the account. \`stepway up\` makes them again.`,
      ko: `! ${count}개 가운데 ${lost}개가 계정에서 사라졌습니다. \`stepway up\`으로 다시 만드세요.`,
    };
  if (rings > 0)
    return {
      en: `✖ ${rings} of ${count} ${rings === 1 ? 'rings' : 'ring'}. \`stepway doctor\` looks for the cause.`,
      ko: `✖ ${count}개 가운데 ${rings}개가 울리고 있습니다. \`stepway doctor\`로 원인을 찾으세요.`,
    };
  if (silent > 0)
    return {
      en: `✔ None rings. ${silent} of ${count} have no data yet, as in the first minutes or without visitors.`,
      ko: `✔ 울리는 알림이 없습니다. ${count}개 가운데 ${silent}개는 아직 데이터가 없습니다(처음 몇 분이거나 방문자가 없을 때).`,
    };
  return { en: `✔ None of ${count} rings.`, ko: `✔ 알림 ${count}개 가운데 울리는 것이 없습니다.` };
}

/** What rings or is not there comes first: it should be seen at a glance. */
const urgency: readonly AlarmRow['state'][] = ['missing', 'ringing', 'no-data', 'ok'];

/** How the alarms stand, what has changed, and last, who is told. */
export function showAlarms(screen: Screen, timeZone: string, { rows, changes, mails }: AlarmsSeen): void {
  const { say, paint, line } = screen;
  const heads = [
    { en: 'Alarm', ko: '알림' },
    { en: 'State', ko: '상태' },
    { en: 'Since', ko: '시작' },
  ].map(say);
  line();
  screen.table([
    heads.map((head) => paint('bold', head)),
    ...rows
      .toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state))
      .map(({ title, state, since }) => [
        say(called(title)),
        paint(colours[state], say(states[state])),
        localTime(since, timeZone),
      ]),
  ]);
  // That the first data came is no news.
  const news = changes.filter(({ from, to }) => stateOf(from) !== 'no-data' || stateOf(to) !== 'ok');
  if (news.length > 0) {
    line();
    screen.prose(
      say({ en: `Last changes (${timesIn(timeZone).en})`, ko: `최근 변화(${timesIn(timeZone).ko})` }),
      'bold',
    );
    for (const { at, title, from, to } of news)
      line(
        `  ${localTime(at, timeZone)}  ${say(called(title))}: ${say(states[stateOf(from)])} → ${say(states[stateOf(to)])}`,
      );
  }
  line();
  screen.prose(say(verdictOn(rows)), 'bold');
  const told = [...new Set(mails.filter(({ confirmed }) => confirmed).map(({ address }) => oneLine(address)))];
  const deaf = mails.filter(({ confirmed }) => !confirmed);
  if (told.length > 0 && deaf.length === 0)
    screen.prose(
      say({ en: `✔ Mails go to ${told.join(', ')}.`, ko: `✔ 알림을 받는 주소: ${told.join(', ')}` }),
      'bold',
    );
  for (const { note } of mails) if (note) screen.prose(`${say(note)}.`, 'yellow');
  for (const { todo, address } of deaf)
    screen.prose(
      say(
        todo ?? {
          en: `${address} is not subscribed any more: nobody is told. \`stepway up\` has AWS ask again.`,
          ko: `${address} 주소가 더 이상 구독되어 있지 않아 아무에게도 알림이 가지 않습니다. \`stepway up\`을 실행하면 AWS가 다시 확인합니다.`,
        },
      ),
      'yellow',
    );
}

export const alarmsJson = ({ rows, changes, mails }: AlarmsSeen, language: Language) => ({
  alarms: rows.map(({ id, title, name, state, since }) => ({
    id,
    title: title[language],
    name,
    state,
    ...(since && { since: since.toISOString() }),
  })),
  changes: changes.map(({ at, id, from, to }) => ({
    at: at.toISOString(),
    id,
    from: stateOf(from),
    to: stateOf(to),
  })),
  mails: mails.map(({ address, confirmed, todo, note }) => ({
    address,
    confirmed,
    ...(todo && { todo: todo[language] }),
    ...(note && { note: note[language] }),
  })),
});

/** What is said as soon as a topic has taken a message. */
export const takenWords = ({ alarm, address, at }: Rung, timeZone: string, rehearsing: boolean): Words => {
  const time = localTime(at, timeZone);
  if (rehearsing)
    return {
      en: `“${called(alarm.title).en}” rings in the simulated account at ${time}.`,
      ko: `“${called(alarm.title).ko}” 알림을 모의 계정에서 ${time}에 울렸습니다.`,
    };
  return {
    en: `“${called(alarm.title).en}” rings: SNS took the message at ${time} and sends it to ${address}.`,
    ko: `“${called(alarm.title).ko}” 알림을 울렸습니다. SNS가 ${time}에 받아 메일을 보냅니다(받는 주소: ${address}).`,
  };
};

/** The same of a rehearsal, which sends nothing. */
export const notSent = ({ address }: Rung): Words => ({
  en: `A rehearsal sends no mail: for real, SNS would send one to ${address}, and the time at which it went out would be here.`,
  ko: `연습에서는 메일을 보내지 않습니다. 실제로는 SNS가 메일을 보내고(받는 주소: ${address}), 나간 시각이 여기에 나옵니다.`,
});

/** What is said once SNS has told, or has not. */
export const deliveredWords = ({ address, delivered }: Rung, timeZone: string): Words =>
  delivered
    ? {
        en: `The mail to ${address} went out at ${localTime(delivered, timeZone)}. If it is not there in a few minutes, look into the spam folder.`,
        ko: `메일이 ${localTime(delivered, timeZone)}에 나갔습니다(받는 주소: ${address}). 몇 분 안에 오지 않으면 스팸함을 확인하세요.`,
      }
    : {
        en: `SNS has not told yet that the mail to ${address} went out; its count comes minutes late. Look into your inbox.`,
        ko: `메일이 나갔는지 SNS가 아직 알려 주지 않습니다. 집계는 몇 분 늦습니다. 받은 편지함(${address})을 확인하세요.`,
      };

/** @param rehearsing whether no mail went out. */
export const rungJson = (rung: readonly Rung[], rehearsing: boolean) => ({
  rang: rung.map(({ alarm, address, at, delivered }) => ({
    id: alarm.id,
    address,
    at: at.toISOString(),
    ...(delivered && !rehearsing && { delivered: delivered.toISOString() }),
  })),
});
