import type { AnyStep } from '../engine/step.ts';
import type { Facts } from '../facts.ts';
import { oneLine } from '../plain.ts';
import { chapters } from '../steps/index.ts';
import type { Speech } from '../ui/speech.ts';
import type { Words } from '../words.ts';
import { inDoubleQuotes, word } from './bash.ts';
import type { Scripted } from './commands.ts';
import type { Deed, Take } from './recorder.ts';
import { namesIn, valuesOf } from './symbols.ts';
import { layOut, toCommand, writeFile, type Call, type Spellings } from './to-command.ts';

const byHand = chapters.flatMap(({ script = [] }) => script);
const late = new Set(byHand.map((one) => one.late));
const prefixed = new Set(byHand.map((one) => one.prefixed));
const spellings: Spellings = Object.assign({}, ...byHand.map((one) => one.spellings));

const namesOf = (deed: Deed) => (deed.is === 'line' ? deed.uses : namesIn(JSON.stringify(deed.call.input)));

/** The variables that something is done with: only they are taken from the answers. */
const usedIn = (all: readonly Scripted[]) =>
  new Set(all.flatMap(({ makes, waits }) => [...makes, ...waits].flatMap(namesOf)));

/** One query for them all: `Certificate.[CertificateArn, Status]`. */
function joined(queries: readonly string[]): string {
  const [only, ...others] = queries;
  if (only !== undefined && others.length === 0) return only;
  const split = queries.map((query) => /^(.+ \| |[\w.[\]]+\.)(.+)$/.exec(query) ?? [query, '', query]);
  const [common] = split.map(([, before = '']) => before);
  return split.every(([, before]) => before === common)
    ? `${common}[${split.map(([, , rest]) => rest).join(', ')}]`
    : `[${queries.join(', ')}]`;
}

/** Where the lines go: a script has to run by itself; on a screen people read the bare command, in their language. */
type Place = 'script' | Pick<Speech, 'say'>;

const isRead = (operation: string) => /^(Describe|Get|List)/.test(operation);

/** A call as bash: what it needs before, the command, and what is taken from its answer. */
function callLines(call: Call, takes: readonly (readonly [string, Take])[], place: Place): string[] {
  const { verb, flags, files } = toCommand(call, spellings);
  const begin = place === 'script' && late.has(call.operation) ? `retry ${verb}` : verb;
  const asking = (some: typeof takes, format: string) =>
    layOut(begin, [...flags, `--query ${word(joined(some.map(([, { query }]) => query)))} --output ${format}`]);
  const texts = takes.filter(([, { json }]) => !json);
  const lines = files.map((file) =>
    place === 'script'
      ? writeFile(file)
      : `# ${file.path}: ${place.say({ en: 'see the script', ko: '내용은 스크립트에 있습니다' })}`,
  );
  // Each of them takes an answer of its own.
  if (texts.length < takes.length && !isRead(call.operation)) throw new Error(`${call.operation} would be done twice`);
  if (takes.length === 0) lines.push(layOut(begin, flags));
  const [first] = texts;
  if (first && texts.length === 1) lines.push(`${first[0]}=$(${asking(texts, 'text')})`);
  if (texts.length > 1) lines.push(`read -r ${texts.map(([name]) => name).join(' ')} < <(${asking(texts, 'text')})`);
  for (const one of takes) if (one[1].json) lines.push(`${one[0]}=$(${asking([one], 'json')})`);
  for (const [name, { query }] of takes) if (prefixed.has(query)) lines.push(`${name}=\${${name}##*/}`);
  return lines;
}

const linesOf = (deeds: readonly Deed[], used: ReadonlySet<string>, place: Place): string[] =>
  deeds.flatMap((deed) => {
    if (deed.is === 'call') {
      const takes = [...deed.takes].filter(([name]) => used.has(name));
      return callLines(deed.call, takes, place);
    }
    // The screen shows its own messages.
    return place !== 'script' && /^say |>&3$/.test(deed.line) ? [] : [inDoubleQuotes(deed.line)];
  });

/**
 * The commands of each step, by its id, as they are shown beside it: with the values that AWS has given the variables,
 * once the step's output is known.
 */
export function commandsByStep(
  all: readonly Scripted[],
  speech: Pick<Speech, 'say'>,
): ReadonlyMap<string, (output: Facts) => string> {
  const used = usedIn(all);
  return new Map(
    all.flatMap(({ step, output, makes, waits }) => {
      const lines = linesOf([...makes, ...waits], used, speech);
      const taken = new Set([...makes, ...waits].flatMap((deed) => (deed.is === 'call' ? [...deed.takes.keys()] : [])));
      const shown = (actual: Facts) =>
        [...valuesOf(output, actual)]
          .filter(([name]) => used.has(name) && taken.has(name))
          .map(([name, value]) => `# ${name}=${word(oneLine(value))}`);
      return lines.length > 0 ? [[step.id, (actual: Facts) => [...lines, ...shown(actual)].join('\n')] as const] : [];
    }),
  );
}

const usual = ({ making }: AnyStep) => making?.takes?.usual ?? 0;

/** What takes less than a minute is waited for where it stands. */
const isLong = (step: AnyStep) => usual(step) >= 60;

/**
 * Those that wait long for AWS or for the user come last, the longest wait at the end: a script does one thing at a
 * time, and AWS works on meanwhile.
 */
function patiently(all: readonly Scripted[]): Scripted[] {
  const starts = new Map<AnyStep, number>();
  for (const { step, after } of all) {
    const ends = after.map((need) => (starts.get(need) ?? 0) + (isLong(need) ? usual(need) : 0));
    starts.set(step, Math.max(0, ...ends));
  }
  const startOf = ({ step }: Scripted) => starts.get(step) ?? 0;
  return all.toSorted((a, b) => startOf(a) - startOf(b));
}

export interface Setting {
  readonly stack: string;
  readonly region: string;
  readonly speech: Pick<Speech, 'say'>;
}

/** A script of bash that builds the same stack with the AWS CLI, wherever it is run. */
export function scriptOf(all: readonly Scripted[], setting: Setting): string {
  const { say } = setting.speech;
  const used = usedIn(all);
  const ordered = patiently(all);
  const byStep = new Map(all.map((one) => [one.step, one]));
  const waited = new Set<Scripted>();
  const paragraphs: string[] = [];

  const paragraph = (title: Words, deeds: readonly Deed[]) => {
    const lines = linesOf(deeds, used, 'script');
    if (lines.length > 0) paragraphs.push([`say ${word(oneLine(say(title)))}`, ...lines].join('\n'));
  };
  const waitFor = (one: Scripted) => {
    if (waited.has(one)) return;
    waited.add(one);
    const { title } = one.step;
    paragraph({ en: `${title.en}: waiting`, ko: `${title.ko}: 기다리는 중` }, one.waits);
  };
  for (const one of ordered) {
    for (const need of one.after) waitFor(byStep.get(need)!);
    const waitsHere = one.makes.length > 0 && !isLong(one.step);
    paragraph(one.step.title, waitsHere ? [...one.makes, ...one.waits] : one.makes);
    if (waitsHere) waited.add(one);
  }
  ordered.forEach(waitFor);
  return `${[...opening(all, setting), ...paragraphs, `say ${word(say(built))}`].join('\n\n')}\n`;
}

const built: Words = { en: 'Done. Everything is created.', ko: '모두 만들었습니다.' };

function opening(all: readonly Scripted[], { stack, region, speech: { say } }: Setting): string[] {
  const comment = (words: Words) =>
    say(words)
      .split('\n')
      .map((line) => `# ${line}`)
      .join('\n');
  const needed = all.some(({ step }) => step.making?.task) ? 'aws nslookup' : 'aws';
  return [
    `#!/usr/bin/env bash\n${comment({
      en: `What stepway does to create the stack ${stack}, as AWS CLI commands (version 1 or 2).
Run it with credentials for an account that does not have this stack yet. AWS charges for what it creates.
It always starts from the beginning. If it stops, continue by hand from that command, or run
\`stepway teardown --recover --name ${stack} --region ${region} --domain …\` to find the resources by their tags and delete them.`,
      ko: `stepway가 ${stack} 스택을 위해 하는 일을 AWS CLI(버전 1 또는 2) 명령으로 옮긴 스크립트입니다.
이 스택이 없는 계정의 자격 증명으로 실행하면 같은 스택을 만들고, AWS 요금이 발생합니다.
실행할 때마다 처음부터 시작합니다. 도중에 멈추면 그 명령부터 직접 이어서 실행하거나,
\`stepway teardown --recover --name ${stack} --region ${region} --domain …\`로 만든 것을 태그로 찾아 모두 삭제하세요.`,
    })}`,
    `set -euo pipefail\nexport AWS_REGION=${word(region)} AWS_DEFAULT_REGION=${word(region)}\nexport AWS_PAGER='' AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=5
${comment({
  en: 'Keep Git Bash on Windows from converting values that start with / to paths.',
  ko: 'Windows의 Git Bash가 /로 시작하는 값을 경로로 바꾸지 않게 합니다.',
})}
export MSYS_NO_PATHCONV=1`,
    `${comment({
      en: 'Hide the output of the AWS commands; show only these messages.',
      ko: 'AWS의 응답은 출력하지 않고, 여기서 안내하는 말만 출력합니다.',
    })}\nexec 3>&1 >/dev/null\nsay() { printf '%s\\n' "$*" >&3; }`,
    `for program in ${needed}; do
  command -v "$program" || { say ${word(say({ en: 'Missing:', ko: '필요한 프로그램:' }))} "$program"; exit 1; }
done`,
    `${comment({
      en: 'A new resource or role may take a few seconds to be visible to other services.',
      ko: '다른 서비스가 방금 만든 것이나 자기 역할이 몇 초 늦게 반영되는 서비스가 있습니다.',
    })}
retry() {
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$@" && return
    sleep 10
  done
  return 1
}`,
    `there=$(aws ec2 describe-tags --filters Name=key,Values=stepway:name Name=value,Values=${word(stack)} --query 'Tags[0].ResourceId' --output text)
if [ "$there" != None ]; then
  say ${word(say({ en: `This account already has a stack ${stack}.`, ko: `이 계정에 ${stack} 스택이 이미 있습니다.` }))}
  exit 1
fi`,
    `${comment({ en: 'What tells this stack from every other one.', ko: '이 스택을 다른 스택과 구분하는 ID입니다.' })}
STACK_ID=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')`,
    `folder=$(mktemp -d)\ntrap 'rm -rf "$folder"' EXIT\ncd "$folder"`,
  ];
}
