import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { typed } from '../plain.ts';
import { read } from '../questions/question.ts';
import { onDisk } from '../state/disk.ts';
import { fileStore } from '../state/file-store.ts';
import { hasBegun, stepIdOf, type State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { name as nameQuestion } from '../steps/account/questions.ts';
import { steps } from '../steps/index.ts';
import { verbatim, type Words } from '../words.ts';

/** Where the states of the stacks of a project are, and what else is kept of them. */
export interface StateFolder {
  readonly path: string;
  readonly root: string;
  /** Its name. */
  readonly project: string;
  readonly store: Store;
  /** Of the same project's rehearsals. */
  readonly rehearsals: Store;
  /** The note of what is about to be deployed. */
  deployIntentFile(name: string): string;
  scriptFile(name: string): string;
}

export function stateFolder(cwd: string, dir: string | undefined, rehearsing: boolean): StateFolder {
  const project = resolve(cwd, dir ?? '.');
  const found = onDisk('read', project, () => statSync(project, { throwIfNoEntry: false }));
  if (dir !== undefined && !found?.isDirectory())
    throw new Trouble(
      'usage',
      {
        en: `--dir must be an existing folder, but ${typed(dir)} is not one.`,
        ko: `--dir에 지정한 ${typed(dir)} 폴더가 없습니다.`,
      },
      { en: 'Create it, or use another folder.', ko: '폴더를 만들거나 다른 폴더를 지정하세요.' },
    );
  const top = join(project, '.stepway');
  const rehearsed = join(top, 'rehearsal');
  const path = rehearsing ? rehearsed : top;
  const rehearsals = fileStore(rehearsed, { top });
  return {
    path,
    root: project,
    project: basename(project),
    store: rehearsing ? rehearsals : fileStore(path, { top }),
    rehearsals,
    deployIntentFile: (name) => join(path, `${name}.deploy.json`),
    scriptFile: (name) => join(path, `${name}.commands.sh`),
  };
}

/**
 * The saved state of the stack of that name; undefined when there is none.
 *
 * @throws Trouble `state` when it is another stack's, whose things two would then work on, or a newer program's.
 */
export async function stateCalled(store: Store, name: string): Promise<State | undefined> {
  const saved = await store.load(name);
  if (!saved) return undefined;
  if (saved.name !== name) throw ofAnother(name, saved.name);
  const unknown = [...saved.steps.keys()].find((id) => !steps.some((step) => step.id === stepIdOf(id)));
  if (unknown !== undefined) throw ofNewer(name, unknown);
  return saved;
}

const ofAnother = (name: string, other: string) =>
  new Trouble(
    'state',
    {
      en: `The state file of ${name} belongs to a stack called ${other}.`,
      ko: `${name}의 상태 파일은 ${other} 스택의 것입니다.`,
    },
    { en: 'Rename the file back to its original name.', ko: '파일 이름을 원래대로 되돌리세요.' },
  );

const ofNewer = (name: string, step: string) =>
  new Trouble(
    'state',
    {
      en: `The state file of ${name} contains a step this version of stepway does not know: ${JSON.stringify(step)}.`,
      ko: `${name}의 상태 파일에 이 stepway가 모르는 항목이 있습니다: ${JSON.stringify(step)}.`,
    },
    { en: 'Update stepway, then run the command again.', ko: 'stepway를 업데이트한 뒤 다시 실행하세요.' },
  );

const readName = (given: string) => read(nameQuestion, given, verbatim('--name'), () => undefined);

/**
 * The stack that a command on an existing one means: named, or the only one there is.
 *
 * @throws Trouble `usage` when there is none, or it is not clear which one is meant.
 */
export async function existingState(
  { path, store, rehearsals }: StateFolder,
  given: string | undefined,
): Promise<State> {
  const names = await store.names();
  const [only] = names;
  if (given === undefined && names.length > 1) throw severalStacks(names);
  const name = given === undefined ? only : readName(given);
  const state = name === undefined ? undefined : await stateCalled(store, name);
  if (state) return state;
  const isRehearsed = store !== rehearsals && (await rehearsals.names()).length > 0;
  const seeRehearsal: Words = isRehearsed
    ? {
        en: 'What you have rehearsed is shown with --rehearse. ',
        ko: '연습으로 만든 것은 --rehearse를 붙이면 볼 수 있습니다. ',
      }
    : { en: '', ko: '' };
  throw new Trouble(
    'usage',
    {
      en: `There is no stack${name ? ` called ${name}` : ''} in this folder (${path}).`,
      ko: `이 폴더(${path})에서 만든 ${name ? `${name} 스택이` : '것이'} 없습니다.`,
    },
    didYouMean(name === undefined ? undefined : nearest(name, names), {
      en: `${seeRehearsal.en}Create one with \`stepway up\`, or set the folder with --dir. If the state file is lost, \`stepway up --recover\` with --name, --domain and --region takes the stack up here, and \`stepway teardown --recover\` deletes it.`,
      ko: `${seeRehearsal.ko}\`stepway up\`으로 시작하거나 --dir로 폴더를 지정하세요. 상태 파일을 잃었다면 --name, --domain, --region을 지정해 \`stepway up --recover\`로 이어받거나 \`stepway teardown --recover\`로 삭제할 수 있습니다.`,
    }),
  );
}

/**
 * The same for a command that needs something that was built.
 *
 * @throws Trouble `usage` also when nothing is there, as after a teardown.
 */
export async function builtState(folder: StateFolder, given: string | undefined): Promise<State> {
  const state = await existingState(folder, given);
  if (hasBegun(state)) return state;
  throw new Trouble(
    'usage',
    { en: `The stack ${state.name} has no resources now.`, ko: `${state.name} 스택에는 지금 만들어진 것이 없습니다.` },
    { en: 'Run `stepway up` to create them.', ko: '`stepway up`으로 만들 수 있습니다.' },
  );
}

/** The same for a command that does without: undefined where there is none, or it is not clear which one is meant. */
export async function stateIfThere({ store }: StateFolder, given: string | undefined): Promise<State | undefined> {
  const [only, ...others] = await store.names();
  const name = given ?? (others.length === 0 ? only : undefined);
  return name === undefined ? undefined : stateCalled(store, readName(name));
}

export const severalStacks = (names: readonly string[]): Trouble =>
  new Trouble(
    'usage',
    {
      en: `There are several stacks in this folder: ${names.join(', ')}.`,
      ko: `여기에 스택이 여러 개 있습니다: ${names.join(', ')}.`,
    },
    { en: 'Choose one with --name.', ko: '--name으로 하나를 지정하세요.' },
  );
