import type { Sign } from '../../steps/chapter.ts';

/** Something that is there: a shape, a name, and lines of details. */
export interface Card {
  readonly is: 'card';
  readonly id: string;
  readonly sign: Sign;
  readonly name: string;
  readonly details: readonly string[];
  /** It is wanted, and not there yet. */
  readonly isOpen: boolean;
}

/** What something stands in. */
export interface Frame {
  readonly is: 'frame';
  readonly look: 'region' | 'network' | 'public' | 'private' | 'beside';
  readonly title: string;
  readonly inside: Box;
}

/** Boxes beside or below each other. */
interface Line {
  readonly is: 'row' | 'column';
  readonly gap: number;
  readonly boxes: readonly Box[];
}

/** As wide as a card, and empty. */
interface Space {
  readonly is: 'space';
}

export type Box = Card | Frame | Line | Space;

/** All in the units of the picture, from its upper left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A card or a frame in its place; a frame comes before what stands in it. */
export interface Placed extends Area {
  readonly box: Card | Frame;
}

const cardWidth = 220;
const [cardHead, detailLine] = [50, 16];
/** Between a frame and what stands in it, and where its title goes. */
const [padding, titled] = [16, 34];

const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
const most = (all: readonly number[]) => Math.max(0, ...all);
const gaps = ({ gap, boxes }: Line) => gap * Math.max(0, boxes.length - 1);

export function sizeOf(box: Box): Pick<Area, 'width' | 'height'> {
  if (box.is === 'space') return { width: cardWidth, height: 0 };
  if (box.is === 'card') return { width: cardWidth, height: cardHead + detailLine * box.details.length };
  if (box.is === 'frame') {
    const { width, height } = sizeOf(box.inside);
    return { width: width + 2 * padding, height: height + titled + padding };
  }
  const sizes = box.boxes.map(sizeOf);
  const [widths, heights] = [sizes.map(({ width }) => width), sizes.map(({ height }) => height)];
  return box.is === 'row'
    ? { width: sum(widths) + gaps(box), height: most(heights) }
    : { width: most(widths), height: sum(heights) + gaps(box) };
}

/** Where everything in a box is, when the box is there; frames, and cards below each other, take the room that there is. */
export function placed(box: Box, area: Area): readonly Placed[] {
  const { x, y, width, height } = area;
  if (box.is === 'space') return [];
  if (box.is === 'card') return [{ box, x, y, width, height: sizeOf(box).height }];
  if (box.is === 'frame') {
    const inside = {
      x: x + padding,
      y: y + titled,
      width: width - 2 * padding,
      height: height - titled - padding,
    };
    return [{ box, ...area }, ...placed(box.inside, inside)];
  }
  const sizes = box.boxes.map(sizeOf);
  return box.boxes.flatMap((one, at) => {
    const before = sizes.slice(0, at);
    const own = sizes[at] ?? { width: 0, height: 0 };
    const isLast = at === box.boxes.length - 1;
    if (box.is === 'row') {
      const from = x + sum(before.map((size) => size.width)) + box.gap * at;
      return placed(one, { x: from, y, width: isLast && one.is === 'frame' ? x + width - from : own.width, height });
    }
    const from = y + sum(before.map((size) => size.height)) + box.gap * at;
    return placed(one, { x, y: from, width, height: isLast ? y + height - from : own.height });
  });
}
