import { Markup, markup } from '../markup.ts';
import { placed, sizeOf, type Area, type Card, type Frame, type Placed } from './boxes.ts';
import type { Arrow, Scene } from './scene.ts';
import { signs } from './signs.ts';

/** Around the whole picture. */
const margin = 16;

/** How far from the left edge of a card an arrow goes down: titles of frames stand to the right of it. */
const inset = 30;

const round = (value: number) => Math.round(value * 10) / 10;

function drawnCard({ box, x, y, width, height }: Placed & { box: Card }): Markup {
  const lines = box.details.map(
    (line, at) => markup`<text class="detail" x="${round(x + 52)}" y="${round(y + 43 + 16 * at)}">${line}</text>`,
  );
  return markup`<g class="card${box.isOpen ? ' open' : ''} ${box.sign}"><rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="10"/><g transform="translate(${round(x + 14)} ${round(y + 13)})"><path class="sign" d="${signs[box.sign]}"/></g><text class="name" x="${round(x + 52)}" y="${round(y + 25)}">${box.name}</text>${lines}</g>`;
}

const drawnFrame = ({ box, x, y, width, height }: Placed & { box: Frame }): Markup =>
  markup`<g class="frame ${box.look}"><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="14"/><text x="${round(x + width - 16)}" y="${round(y + 22)}">${box.title}</text></g>`;

/** From the side of one card to that of another, straight: what follows on the way stands beside or below. */
function drawnArrow({ says, isAsked }: Arrow, from: Area, to: Area): Markup {
  const look = isAsked ? 'arrow asked' : 'arrow';
  if (from.y < to.y + to.height && to.y < from.y + from.height) {
    const y = Math.min(from.y + from.height, to.y + to.height) - 26;
    const [begin, end] = [from.x + from.width, to.x];
    return markup`<g class="${look}"><path d="M${round(begin)} ${round(y)}H${round(end - 3)}"/><path class="head" d="M${round(end - 9)} ${round(y - 5)}l8 5-8 5z"/><text class="middle" x="${round((begin + end) / 2 - 3)}" y="${round(y - 8)}">${says}</text></g>`;
  }
  const down = from.y < to.y;
  const x = Math.max(from.x, to.x) + inset;
  const [begin, end] = down ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
  const tip = down ? -1 : 1;
  const head = `M${round(x - 5)} ${round(end + 9 * tip)}l5 ${-8 * tip} 5 ${8 * tip}z`;
  return markup`<g class="${look}"><path d="M${round(x)} ${round(begin)}V${round(end + 3 * tip)}"/><path class="head" d="${head}"/><text x="${round(x + 10)}" y="${round(begin + (down ? 26 : -20))}">${says}</text></g>`;
}

const isCard = (one: Placed): one is Placed & { box: Card } => one.box.is === 'card';
const isFrame = (one: Placed): one is Placed & { box: Frame } => one.box.is === 'frame';

/** How the picture looks, in light and dark, and on paper; within a page or alone. */
export const pictureStyle = `
.picture{--ground:#ffffff;--ink:#17202b;--soft:#4d5a6a;--line:#8793a3;--card:#ffffff;--region:#f5f7fa;--region-line:#b7c1cd;--network:#ffffff;--network-line:#8a6fd0;--public:#eaf4ff;--public-line:#2f7fc9;--private:#e9f7ef;--private-line:#2b8a57;--beside:#faf5ea;--beside-line:#b5822a;--accent:#0b5cad;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",NanumGothic,sans-serif}
@media (prefers-color-scheme:dark){.picture{--ground:#12171e;--ink:#eef2f7;--soft:#b3bfcd;--line:#7d8a9b;--card:#1e2630;--region:#161c24;--region-line:#465364;--network:#12171e;--network-line:#a48cf0;--public:#122438;--public-line:#5ba4ea;--private:#10281c;--private-line:#56b983;--beside:#29220f;--beside-line:#d3a548;--accent:#7cbcff}}
@media print{.picture{--ground:#ffffff;--ink:#17202b;--soft:#4d5a6a;--line:#8793a3;--card:#ffffff;--region:#f5f7fa;--region-line:#b7c1cd;--network:#ffffff;--network-line:#8a6fd0;--public:#eaf4ff;--public-line:#2f7fc9;--private:#e9f7ef;--private-line:#2b8a57;--beside:#faf5ea;--beside-line:#b5822a;--accent:#0b5cad}}
.picture .ground{fill:var(--ground)}
.picture text{fill:var(--ink);font-size:12px}
.picture .name{font-size:14px;font-weight:650}
.picture .detail{fill:var(--soft)}
.picture .card>rect{fill:var(--card);stroke:var(--line);stroke-width:1}
.picture .card.open>rect{stroke-dasharray:5 4}
.picture .sign{fill:none;stroke:var(--accent);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.picture .frame text{text-anchor:end;font-weight:600;fill:var(--soft)}
.picture .frame rect{stroke-width:1.3}
${['region', 'network', 'public', 'private', 'beside'].map((look) => `.picture .${look}>rect{fill:var(--${look});stroke:var(--${look}-line)}`).join('\n')}
.picture .network>rect{stroke-dasharray:7 4}
.picture .arrow path{fill:none;stroke:var(--accent);stroke-width:1.8}
.picture .arrow .head{fill:var(--accent);stroke:none}
.picture .arrow.asked path:not(.head){stroke-dasharray:4 4}
.picture .arrow text{fill:var(--accent);font-weight:600}
.picture .arrow .middle{text-anchor:middle}
`;

/**
 * A scene as SVG.
 *
 * @param id begins the ids in it, which have to be unique in a page.
 * @param alone whether it is a file of its own, which then brings its style along.
 */
export function drawn({ title, description, box, arrows }: Scene, id: string, alone: boolean): Markup {
  const size = sizeOf(box);
  const all = placed(box, { x: margin, y: margin, ...size });
  const cards = all.filter(isCard);
  const areaOf = (name: string) => cards.find((one) => one.box.id === name);
  const [width, height] = [size.width + 2 * margin, size.height + 2 * margin];
  const ways = arrows.flatMap((arrow) => {
    const [from, to] = [areaOf(arrow.from), areaOf(arrow.to)];
    return from && to ? [drawnArrow(arrow, from, to)] : [];
  });
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" viewBox="0 0 ${width} ${height}"${alone && new Markup(` width="${width}" height="${height}"`)} aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${alone && markup`<style>${new Markup(pictureStyle)}</style>`}<rect class="ground" width="${width}" height="${height}"/>${all.filter(isFrame).map(drawnFrame)}${ways}${cards.map(drawnCard)}</svg>`;
}
