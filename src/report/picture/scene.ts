import stringWidth from 'string-width';
import type { Answer, Answered, AnyQuestion } from '../../questions/question.ts';
import { answersIn, type State } from '../../state/state.ts';
import { places, type Bystander, type Chapter, type Station } from '../../steps/chapter.ts';
import { domain } from '../../steps/domain/questions.ts';
import { chapters } from '../../steps/index.ts';
import { choose } from '../../engine/choose.ts';
import { decoded } from '../../encoded-name.ts';
import { oneLine } from '../../plain.ts';
import { verbatim, type Words } from '../../words.ts';
import { wrap } from '../../ui/table.ts';
import type { Box, Card } from './boxes.ts';

/** Something comes from one card to another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly says: string;
  /** It is a question: the way itself is another. */
  readonly isAsked?: true;
}

/** What there is to draw, and what it says in words. */
export interface Scene {
  readonly title: string;
  /** For whoever does not see it. */
  readonly description: string;
  readonly box: Box;
  readonly arrows: readonly Arrow[];
}

/** Columns of text that fit beside the sign of a card. */
const columns = 23;

/** How many cards of what stands beside the way are in a row. */
const inRow = 3;

const rowsOf = (cards: readonly Card[], count: number): readonly Box[] =>
  count === 1
    ? cards
    : Array.from({ length: Math.ceil(cards.length / count) }, (_, row) => ({
        is: 'row' as const,
        gap: 12,
        boxes: cards.slice(row * count, (row + 1) * count),
      }));

type Say = (words: Words) => string;

/** What a chapter adds to the picture, and whether all of the chapter is there. */
function drawnOf(state: State) {
  const all = answersIn(state);
  const answered = (({ key }: AnyQuestion): Answer | undefined => all.get(key)) as Answered;
  const chosen = new Set(
    choose(
      chapters.flatMap(({ steps }) => steps),
      all,
    ),
  );
  const isOpen = ({ steps }: Chapter) =>
    steps.some((step) => chosen.has(step) && step.create && !state.steps.get(step.id)?.output);
  const stations = chapters.flatMap((chapter) => {
    const station = chapter.station?.(answered);
    return station ? [{ ...station, isOpen: isOpen(chapter) }] : [];
  });
  const bystanders = chapters.flatMap((chapter) =>
    (chapter.bystanders?.(answered) ?? []).map((one) => ({ ...one, isOpen: isOpen(chapter) })),
  );
  const grounds = chapters.map((chapter) => chapter.grounds?.(answered)).find((one) => one !== undefined);
  const host = answered(domain) ?? '';
  return {
    host,
    grounds,
    stations: places.flatMap((place) => stations.filter(({ at }) => at === place)),
    bystanders,
  };
}

/** Whether what stands on the way is beside each other, or below, as on a phone. */
export type Shape = 'wide' | 'narrow';

/** The picture of a stack: from the visitor to the data, and what stands beside. */
export function sceneOf(state: State, say: Say, shape: Shape): Scene {
  const { host, grounds, stations, bystanders } = drawnOf(state);
  const card = (id: string, { sign, name, details, isOpen }: (Station | Bystander) & { isOpen: boolean }): Card => ({
    is: 'card',
    id,
    sign,
    name: say(name),
    details: wrap(say(details), columns),
    isOpen,
  });
  const visitor: Card = {
    is: 'card',
    id: 'visitor',
    sign: 'visitor',
    name: say({ en: 'Visitor', ko: '방문자' }),
    details: shortened(decoded(oneLine(host))),
    isOpen: false,
  };
  const names = bystanders.filter(({ on }) => on === 'names').map((one, at) => card(`names-${at}`, one));
  const beside = bystanders.filter(({ on }) => on === 'beside').map((one, at) => card(`beside-${at}`, one));
  const way = stations.map((one, at) => ({ ...card(`way-${at}`, one), on: one.on }));
  const open = way.filter(({ on }) => on === 'public');
  const closed = way.filter(({ on }) => on === 'private');

  const wide = shape === 'wide';
  const [between, down] = [96, 46];
  const along = (boxes: readonly Box[]): Box =>
    wide ? { is: 'row', gap: between, boxes } : { is: 'column', gap: down, boxes };
  const below = (gap: number, ...boxes: readonly Box[]): Box => ({ is: 'column', gap, boxes });
  const spaces: readonly Box[] = wide ? open.slice(1).map(() => ({ is: 'space' as const })) : [];
  const network: Box = {
    is: 'frame',
    look: 'network',
    title: grounds ? say(grounds.network) : '',
    inside: below(
      down,
      { is: 'frame', look: 'public', title: grounds ? say(grounds.public) : '', inside: along(open) },
      ...(closed.length > 0
        ? [
            {
              is: 'frame' as const,
              look: 'private' as const,
              title: grounds ? say(grounds.private) : '',
              inside: along([...spaces, ...closed]),
            },
          ]
        : []),
    ),
  };
  const aside: Box = {
    is: 'frame',
    look: 'beside',
    title: say({ en: 'Services that it uses', ko: '함께 쓰는 서비스' }),
    inside: below(12, ...rowsOf(beside, wide ? inRow : 1)),
  };
  const region: Box = {
    is: 'frame',
    look: 'region',
    title: say(verbatim(`AWS · ${state.pin?.region ?? ''}`)),
    inside: below(20, network, ...(beside.length > 0 ? [aside] : [])),
  };
  const top: Box = wide ? along([visitor, ...names]) : below(down, ...names, visitor);
  const asks = { en: 'where is it?', ko: '주소는?' };
  const port = ({ port }: Station) => say({ en: `port ${port}`, ko: `${port}번 포트` });
  const from = ['visitor', ...way.map(({ id }) => id)];
  return {
    title: say({ en: `Architecture of ${decoded(host)}`, ko: `${decoded(host)} 아키텍처` }),
    description: [
      say({ en: `Visitors connect to https://${host}.`, ko: `방문자의 접속 주소: https://${host}.` }),
      ...stations.map(({ name, details, port }, at) =>
        say({
          en: `${at + 1}. ${name.en}, port ${port}: ${details.en}.`,
          ko: `${at + 1}. ${name.ko}, ${port}번 포트: ${details.ko}.`,
        }),
      ),
      ...bystanders.map(({ name, details }) =>
        say({ en: `Beside it, ${name.en}: ${details.en}.`, ko: `함께 쓰는 ${name.ko}: ${details.ko}.` }),
      ),
    ].join(' '),
    box: below(down, top, region),
    arrows: [
      ...names.map(({ id }) => ({ from: 'visitor', to: id, says: say(asks), isAsked: true as const })),
      ...stations.map((station, at) => ({ from: from[at] ?? '', to: `way-${at}`, says: port(station) })),
    ],
  };
}

/** A name in at most two lines, broken at a dot where there is one. */
function shortened(name: string): readonly string[] {
  if (stringWidth(name) <= columns) return [name];
  const at = name.lastIndexOf('.', columns - 1) + 1 || columns;
  const [first, rest] = [name.slice(0, at), name.slice(at)];
  return [first, stringWidth(rest) <= columns ? rest : `${rest.slice(0, columns - 1)}…`];
}
