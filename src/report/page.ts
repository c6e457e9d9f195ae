import { consolePage } from '../aws/console.ts';
import { decoded } from '../encoded-name.ts';
import type { Report } from '../operations/report.ts';
import { oneLine } from '../plain.ts';
import type { State } from '../state/state.ts';
import { deeds, shelves, type Shown } from '../steps/chapter.ts';
import { chapters } from '../steps/index.ts';
import { asTyped } from '../ui/outputs-view.ts';
import { basisOf, dollars } from '../ui/plan-view.ts';
import { localTime } from '../ui/moment.ts';
import { isShown, stateWords, statusRows, type StatusRow } from '../ui/status-view.ts';
import { version } from '../version.ts';
import type { Language, Words } from '../words.ts';
import { Markup, markup, withCode } from './markup.ts';
import { drawn, pictureStyle } from './picture/draw.ts';
import { sceneOf } from './picture/scene.ts';
import { style } from './style.ts';

/** Who reads it. */
export interface Reading {
  readonly language: Language;
  readonly timeZone: string;
  readonly rehearsing: boolean;
  say(words: Words): string;
}

type Tone = 'good' | 'bad' | 'wait';

const toneOf: Readonly<Record<'whole' | 'broken' | 'unjudged', { tone: Tone; sign: string; word: Words }>> = {
  whole: { tone: 'good', sign: '✔', word: { en: 'works', ko: '정상' } },
  broken: { tone: 'bad', sign: '✖', word: { en: 'broken', ko: '고장' } },
  unjudged: { tone: 'wait', sign: '·', word: { en: 'not checked', ko: '확인하지 않음' } },
};

/** How the stack is, in a few words. */
function verdictOf({ diagnosis: { finding, links } }: Report): { readonly tone: Tone; readonly words: Words } {
  if (finding)
    return finding.users
      ? { tone: 'wait', words: { en: 'Waiting for you', ko: '직접 할 일이 있음' } }
      : { tone: 'bad', words: { en: 'Needs attention', ko: '문제가 있음' } };
  return links.every(({ is }) => is === 'whole')
    ? { tone: 'good', words: { en: 'Everything works', ko: '모두 정상' } }
    : { tone: 'good', words: { en: 'Every part is healthy', ko: '구성 요소 모두 정상' } };
}

const toneOfState = (row: StatusRow): Tone =>
  row.now === 'gone' ? 'bad' : row.now && row.now !== 'ready' ? 'wait' : 'good';

/** A section of the page: its id, its heading, and what stands under it. */
interface Section {
  readonly id: string;
  readonly title: Words;
  readonly body: Markup | undefined;
}

function architecture({ state }: Report, { say }: Reading): Markup {
  return markup`<figure>${(['wide', 'narrow'] as const).map((shape) => {
    const { text } = drawn(sceneOf(state, say, shape), shape, false);
    return new Markup(text.replace('class="picture"', `class="picture ${shape}"`));
  })}<figcaption>${say({
    en: 'A solid arrow is the way of a request, with the port at which it arrives; a dashed one asks for the address first.',
    ko: '실선은 요청이 지나는 길과 도착하는 포트, 점선은 그 전에 주소를 묻는 길입니다.',
  })}</figcaption></figure>`;
}

function health({ diagnosis }: Report, { say }: Reading): Markup {
  const { links, finding, note } = diagnosis;
  const rows = links.map(({ link, is }) => {
    const { tone, sign, word } = toneOf[is];
    return markup`<li><span class="${tone}" aria-hidden="true">${sign}</span> ${say(link.title)} <span class="${tone}">– ${say(word)}</span></li>`;
  });
  const told = [finding?.cause, finding?.fix, note].flatMap((words) =>
    words ? markup`<p>${withCode(say(words))}</p>` : [],
  );
  return markup`${told}<ul class="checks">${rows}</ul>`;
}

function parts({ state, survey }: Report, { say, language }: Reading): Markup {
  const rows = statusRows(chapters, state, survey, language).filter(isShown);
  const heads = [
    { en: 'Thing', ko: '자원' },
    { en: 'ID', ko: 'ID' },
    { en: 'State', ko: '상태' },
  ].map((head) => markup`<th scope="col">${say(head)}</th>`);
  return markup`${chapters.map((chapter) => {
    const mine = rows.filter((row) => row.chapter === chapter.id);
    if (mine.length === 0) return undefined;
    return markup`<article class="part" aria-labelledby="part-${chapter.id}"><h3 id="part-${chapter.id}">${say(chapter.title)}</h3><p>${withCode(say(chapter.why))}</p><table><thead><tr>${heads}</tr></thead><tbody>${mine.map(
      (row) => {
        const handle = state.steps.get(row.id)?.handle;
        const page = handle && state.pin && consolePage(handle, state.pin);
        const id = decoded(oneLine(row.resource ?? ''));
        const seen = row.now ?? row.recorded;
        return markup`<tr><th scope="row">${row.title}</th><td class="id">${page ? markup`<a href="${page}" rel="noreferrer">${id}</a>` : id}</td><td class="${toneOfState(row)}">${say(stateWords[seen])}</td></tr>`;
      },
    )}</tbody></table></article>`;
  })}`;
}

function costs({ price }: Report, { say }: Reading): Markup {
  const unknown = say({ en: 'not known', ko: '모름' });
  const rows = price.items.map(
    ({ what, usd }) =>
      markup`<tr><th scope="row">${say(what)}</th><td class="usd">${usd === undefined ? unknown : say(dollars(usd))}</td></tr>`,
  );
  const total = `${price.complete ? '' : '≥ '}${say(dollars(price.total))}`;
  return markup`<table><thead><tr><th scope="col">${say({ en: 'What', ko: '항목' })}</th><th scope="col" class="usd">${say({ en: 'A month', ko: '한 달' })}</th></tr></thead><tbody>${rows}</tbody><tfoot><tr><th scope="row">${say({ en: 'Total', ko: '합계' })}</th><td class="usd">${total}</td></tr></tfoot></table><p class="lead">${say({ en: `An estimate, ${basisOf(price).en}.`, ko: `예상 금액입니다(${basisOf(price).ko}).` })}</p>`;
}

function addresses({ outputs }: Report, { say }: Reading): Markup | undefined {
  const all = chapters.flatMap(({ shows }) => shows?.(outputs) ?? []);
  const lineOf = (line: string | Words) => {
    if (typeof line !== 'string') return markup`${say(line)}`;
    const text = asTyped(oneLine(line), say);
    return text.startsWith('https://')
      ? markup`<a href="${text}" rel="noreferrer">${decoded(text)}</a>`
      : markup`<code>${text}</code>`;
  };
  const rows = shelves
    .flatMap((shelf) => all.filter(({ at }) => at === shelf))
    .flatMap(({ what, lines }: Shown) => {
      const known = lines.filter((one) => one !== undefined);
      if (known.length === 0) return [];
      return markup`<dt>${say(what)}</dt><dd>${known.map((one, at) => markup`${at > 0 && new Markup('<br>')}${lineOf(one)}`)}</dd>`;
    });
  return rows.length === 0 ? undefined : markup`<dl>${rows}</dl>`;
}

const deedTitles: Readonly<Record<(typeof deeds)[number], Words>> = {
  deploy: { en: 'Deploy', ko: '배포' },
  watch: { en: 'Find out what is wrong', ko: '문제 찾기' },
  restore: { en: 'Restore', ko: '복구' },
  remove: { en: 'Remove', ko: '삭제' },
};

/** What holds for every stack; each chapter adds its own. */
const always: Readonly<Record<(typeof deeds)[number], readonly Words[]>> = {
  deploy: [],
  watch: [
    {
      en: '`stepway doctor` walks from the visitor to the data, names the first thing that is broken, and says what to do about it.',
      ko: '`stepway doctor`로 방문자에서 데이터까지 확인해 가장 먼저 고장 난 곳과 해결 방법을 봅니다.',
    },
  ],
  restore: [
    {
      en: '`stepway up` puts back what is missing or was changed by hand, and asks before anything that holds data. `stepway plan` shows it first.',
      ko: '`stepway up`을 실행하면 없어지거나 손으로 바뀐 것을 되돌리고, 데이터가 든 것은 먼저 묻습니다. `stepway plan`으로 미리 볼 수 있습니다.',
    },
    {
      en: 'If the folder with the state is lost, `stepway up --recover` with the same name, domain and region takes the stack up again.',
      ko: '상태 파일이 든 폴더를 잃었다면, 같은 이름, 도메인, 리전으로 `stepway up --recover`를 실행해 이어받습니다.',
    },
  ],
  remove: [
    {
      en: '`stepway teardown` deletes all of it and prints a receipt of what is gone, and of what still costs money.',
      ko: '`stepway teardown`으로 모두 삭제하고, 삭제한 것과 아직 요금이 나오는 것을 적은 영수증을 받습니다.',
    },
  ],
};

function life({ outputs }: Report, { say }: Reading): Markup {
  const told = chapters.flatMap(({ howTo }) => howTo?.(outputs) ?? []);
  return markup`${deeds.map((deed) => {
    const sentences = [...always[deed], ...told.filter(({ to }) => to === deed).map(({ how }) => how)];
    if (sentences.length === 0) return undefined;
    return markup`<h3>${say(deedTitles[deed])}</h3><ul>${sentences.map((words) => markup`<li>${withCode(say(words))}</li>`)}</ul>`;
  })}`;
}

/** One page of HTML that stands alone: it loads nothing, runs nothing, and holds no secret. */
export function reportPage(report: Report, reading: Reading): string {
  const { state, at, outputs } = report;
  const { say, language, timeZone } = reading;
  const site = decoded(oneLine((outputs.url ?? state.name).replace('https://', '')));
  const title = say({ en: `${site}: how it is built`, ko: `${site} 구성 보고서` });
  const { tone, words } = verdictOf(report);
  const when = `${localTime(new Date(at), timeZone)} (${timeZone})`;
  const sections: readonly Section[] = [
    { id: 'architecture', title: { en: 'Architecture', ko: '아키텍처' }, body: architecture(report, reading) },
    { id: 'health', title: { en: 'Health', ko: '상태' }, body: health(report, reading) },
    { id: 'parts', title: { en: 'What each part is for', ko: '구성 요소와 역할' }, body: parts(report, reading) },
    { id: 'costs', title: { en: 'Costs', ko: '비용' }, body: costs(report, reading) },
    {
      id: 'addresses',
      title: { en: 'Addresses and ways in', ko: '주소와 접속 방법' },
      body: addresses(report, reading),
    },
    { id: 'life', title: { en: 'Deploy, restore, remove', ko: '배포, 복구, 삭제' }, body: life(report, reading) },
  ];
  const shown = sections.filter(({ body }) => body !== undefined);
  const { text } = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="stepway ${version}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(style + pictureStyle)}</style>
</head>
<body>
<header>
<h1>${site}</h1>
<p class="lead">${say({ en: `Stack ${state.name} in ${state.pin?.region ?? ''}, as of ${when}`, ko: `${state.name} 스택, ${state.pin?.region ?? ''}, ${when} 기준` })}</p>
<p class="badge ${tone}">${say(words)}</p>
${reading.rehearsing && markup`<p class="note">${say({ en: 'This was a rehearsal in a simulated account: none of it exists.', ko: '모의 계정에서 연습한 것으로, 실제로 만든 것은 없습니다.' })}</p>`}
<nav aria-label="${say({ en: 'Contents', ko: '목차' })}"><ul>${shown.map(({ id, title: name }) => markup`<li><a href="#${id}">${say(name)}</a></li>`)}</ul></nav>
</header>
<main>
${shown.map(({ id, title: name, body }) => markup`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${say(name)}</h2>${body}</section>`)}</main>
<footer><p>${say({
    en: 'No password or key is on this page. It does name the account’s resources: show it to people you trust. The picture has neither account number nor ids, and can be published.',
    ko: '이 페이지에는 비밀번호나 키가 없습니다. 다만 계정의 자원 ID가 적혀 있으니 믿는 사람에게만 보여 주세요. 그림에는 계정 번호와 ID가 없어 공개해도 됩니다.',
  })} ${say({ en: `Made with stepway ${version}.`, ko: `만든 프로그램: stepway ${version}` })}</p></footer>
</body>
</html>
`;
  return text;
}

/** Whether a text is a page or a picture of ours. */
export const isReport = (text: string): boolean =>
  /<meta name="generator" content="stepway |<svg [^>]*aria-labelledby="stepway-title /.test(text.slice(0, 2000));

/** The picture alone, as a file of its own. */
export const reportPicture = (state: State, say: Reading['say']): string =>
  `${drawn(sceneOf(state, say, 'wide'), 'stepway', true).text}\n`;
