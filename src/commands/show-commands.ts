import { commandsOf } from '../cli-commands/commands.ts';
import { commandsByStep, scriptOf } from '../cli-commands/script.ts';
import type { Answers } from '../engine/choose.ts';
import { stepsToBe, type PlannedStep } from '../engine/plan.ts';
import type { Run } from '../engine/run.ts';
import { withoutKnownSecrets } from '../secrets.ts';
import type { Event } from '../state/events.ts';
import { replaceFile } from '../state/disk.ts';
import type { Screen } from '../ui/screen.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Writes the script of the whole plan before anything is created, whatever earlier runs have created, and returns the
 * same run, which shows the equivalent commands after each step.
 */
export async function showingCommands(
  { folder, screen }: Pick<Surroundings, 'folder' | 'screen'>,
  run: Run,
  plan: readonly PlannedStep[],
  answers: Answers,
): Promise<Run> {
  const { name, pin } = run.journal.state;
  const steps = stepsToBe(plan);
  const all = await commandsOf(run, steps, answers, screen);
  const script = scriptOf(all, { stack: name, region: pin?.region ?? '', speech: screen });
  replaceFile(folder.scriptFile(name), withoutKnownSecrets(script), 0o700);

  const commands = commandsByStep(all, screen);
  /** The commands create things; a change to an existing one has no command. */
  const changed = new Set<string>();
  const show = (event: Event) => {
    run.show(event);
    if (event.is === 'changed') changed.add(event.step);
    if (event.is !== 'ready' || changed.has(event.step)) return;
    const command = commands.get(event.step)?.(event.output);
    if (command !== undefined) run.show({ at: event.at, is: 'command', step: event.step, command });
  };
  return { ...run, show };
}

export const sayScript = (screen: Screen, path: string): void =>
  screen.paragraph({ en: `All steps as AWS CLI commands: ${path}`, ko: `같은 일을 하는 AWS CLI 명령 전체: ${path}` });
