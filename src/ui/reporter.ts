import { turnOf } from '../engine/settle.ts';
import type { AnyStep } from '../engine/step.ts';
import type { Event } from '../state/events.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { shortId } from './table.ts';
import { duration } from './time.ts';

const byUs: Words = { en: 'deleted', ko: '삭제됨' };
const byOthers: Words = { en: 'already gone', ko: '사라져 있었음' };

/** Says once of each thing how it ended, and at once what the user has to do. */
export function reporter(screen: Screen, aside?: Words): (step: AnyStep, event: Event) => void {
  const { line, say, paint, language } = screen;
  const since = new Map<string, number>();
  /** The last message of each step to the user: repeated only when it changes. */
  const told = new Map<string, string>();
  const removing = new Set<string>();

  return (step, event) => {
    const title = say(step.title);
    switch (event.is) {
      case 'removing':
        removing.add(step.id);
        since.set(step.id, event.at);
        break;
      case 'started':
      case 'changing':
        since.set(step.id, event.at);
        break;
      case 'waiting': {
        if (!event.task) break;
        const turn = turnOf(event.task, event.note);
        if (told.get(step.id) === turn.en) break;
        told.set(step.id, turn.en);
        line();
        screen.paragraph(turn, 'yellow');
        if (aside) screen.remark(aside);
        line();
        break;
      }
      case 'ready':
      case 'removed': {
        // A lookup is not worth a line; of a gate, or of something emptied, nothing is there to go.
        if (event.is === 'removed' ? !step.delete : !step.create && !step.check) break;
        const started = since.get(step.id);
        const took = started === undefined ? 0 : (event.at - started) / 1000;
        const time = took >= 2 ? paint('dim', ` ${duration(took, language)}`) : '';
        const removed = event.is === 'removed' ? ` ${say(removing.has(step.id) ? byUs : byOthers)}` : '';
        line(`${paint('green', '✔')} ${title}${removed}${time}`);
        break;
      }
      case 'command':
        // A lookup has no line of its own above.
        if (!step.create && !step.check) line(paint('dim', title));
        // In one piece: what moves below is drawn again for each.
        screen.whole(event.command.replaceAll(/^.*$/gm, (one) => paint('dim', `    ${one}`)));
        break;
      case 'kept':
        line(`${paint('yellow', '•')} ${title}: ${shortId(event.id)} ${say({ en: 'kept', ko: '유지' })}`);
        break;
      case 'failed':
        line(`${paint('red', '✖')} ${title}`);
        break;
    }
  };
}
