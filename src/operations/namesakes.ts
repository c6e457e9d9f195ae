import { stacksCalled, type Sighting } from '../aws/sightings.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { recover } from '../engine/recover.ts';
import { toldAnswers } from '../engine/told.ts';
import { settleAnswers, type Answers } from '../questions/answers.ts';
import type { DurableEvent } from '../state/events.ts';
import { version } from '../state/journal.ts';
import { next, type State } from '../state/state.ts';
import { isWithin } from '../steps/domain/names.ts';
import { domain as domainQuestion } from '../steps/domain/questions.ts';
import { questions } from '../steps/index.ts';
import type { Words } from '../words.ts';
import type { Dialogue } from './dialogue.ts';
import { lookingOf } from './prepare.ts';
import type { Connected } from './sign-in.ts';
import type { Site } from './site.ts';

const seen = ({ since, domain, things }: Sighting): Words => {
  const list = things.slice(0, 4).map(oneLine).join(', ') + (things.length > 4 ? ', …' : '');
  return {
    en: `${domain ? `for ${oneLine(domain)}` : 'for an unknown domain'}${since ? `, since ${oneLine(since)}` : ''}: ${list}`,
    ko: `${domain ? oneLine(domain) : '도메인 알 수 없음'}${since ? `, ${oneLine(since)}부터` : ''}: ${list}`,
  };
};

const found = (name: string, sightings: readonly Sighting[]): Words => {
  const all = sightings.map(seen);
  return {
    en: `The account already has a stack named ${name} that has no state in this folder (${all.map(({ en }) => en).join('; ')}).`,
    ko: `계정에 이미 ${name} 스택이 있지만 이 폴더에는 상태 파일이 없습니다(${all.map(({ ko }) => ko).join('; ')}).`,
  };
};

const notTakenUp = (name: string, sightings: readonly Sighting[]) =>
  new Trouble('state', found(name, sightings), {
    en: 'Nothing was touched. If it is yours, run the command in the folder that has its state, or add --recover to take it up here. If not, choose another --name.',
    ko: '아무것도 건드리지 않았습니다. 여러분의 것이면 상태 파일이 있는 폴더에서 실행하거나, --recover를 붙여 이 폴더에서 이어받으세요. 아니면 다른 --name을 쓰세요.',
  });

const nothingFound = (name: string, region: string) =>
  new Trouble(
    'state',
    {
      en: `Nothing in ${region} has the tags of a stack named ${name}.`,
      ko: `${region} 리전에 ${name} 스택의 태그가 달린 자원이 없습니다.`,
    },
    {
      en: 'Nothing was touched. Check --name, --region and --profile; to create a new stack, leave --recover out.',
      ko: '아무것도 건드리지 않았습니다. --name, --region, --profile을 확인하세요. 새로 만들려면 --recover를 빼고 실행하세요.',
    },
  );

const ofAnotherDomain = (name: string, sightings: readonly Sighting[], said: string) => {
  const domains = [...new Set(sightings.map(({ domain }) => oneLine(domain ?? '')))].join(', ');
  return new Trouble(
    'state',
    {
      en: `The stack ${name} is for ${domains}, not ${oneLine(said)}.`,
      ko: `${name} 스택의 도메인은 ${domains}입니다(지정한 도메인: ${oneLine(said)}).`,
    },
    {
      en: `Nothing was touched. Use --domain ${domains}, or another --name for a new stack.`,
      ko: `아무것도 건드리지 않았습니다. 그 도메인을 지정하거나(--domain ${domains}), 새 스택이면 다른 --name을 쓰세요.`,
    },
  );
};

const several = (name: string, sightings: readonly Sighting[]) =>
  new Trouble('state', found(name, sightings), {
    en: 'Nothing was touched. Say which one with --domain.',
    ko: '아무것도 건드리지 않았습니다. --domain으로 하나를 지정하세요.',
  });

/**
 * Looks whether the account has a stack of this name already, of which there is no state here: a state that was lost,
 * or another project of the same name. Nothing of it is taken up without somebody's word; the answers are from now on
 * those that it was built with.
 *
 * @returns the one to take up; undefined when there is none.
 * @throws Trouble `state` when nobody said that it is to be taken up.
 */
export async function meetNamesake(
  connected: Connected,
  answers: Answers,
  dialogue: Dialogue,
  recover: boolean,
): Promise<Sighting | undefined> {
  const namesake = await namesakeOf(connected, answers, dialogue, recover);
  if (namesake) await rememberAnswers(connected, answers, namesake);
  return namesake;
}

async function namesakeOf(
  { run: { aws, journal }, pin: { region } }: Connected,
  answers: Answers,
  { isOurs }: Dialogue,
  recover: boolean,
): Promise<Sighting | undefined> {
  const { id: own, name } = journal.state;
  const all = await stacksCalled(aws, name, region);
  // What carries the id of this state is no other stack's: the state lost its end, and every step finds what is its.
  const sightings = all.filter(({ id }) => id !== own);
  if (sightings.length === 0) {
    if (recover && all.length === 0) throw nothingFound(name, region);
    return undefined;
  }
  if (!recover && !(await isOurs?.(found(name, sightings)))) throw notTakenUp(name, sightings);
  const said = answers.preview(questions).get(domainQuestion.key);
  const matching = sightings.filter(({ domain }) => said === undefined || domain === undefined || domain === said);
  if (matching.length === 0) throw ofAnotherDomain(name, sightings, String(said));
  // What has lost its id alone is no stack of its own.
  const [only, ...others] = matching.some(({ id }) => id) ? matching.filter(({ id }) => id) : matching;
  if (others.length > 0) throw several(name, matching);
  return only;
}

/**
 * Lets the answers be those that a stack which was found was built with, as far as it tells: what a flag says is
 * stronger. Nothing is recorded yet.
 */
async function rememberAnswers({ run, pin }: Connected, answers: Answers, namesake: Sighting): Promise<void> {
  const { state } = run.journal;
  const { domain, zones, dns } = namesake;
  const site = answers.isGiven(domainQuestion.key) ? answers.preview(questions).get(domainQuestion.key) : domain;
  const zone = zones.find(({ name }) => typeof site === 'string' && isWithin(site, name))?.name;
  const named = Object.entries({ domain, zone, dns }).flatMap(([key, name]) => (name ? [[key, name] as const] : []));
  const likely = new Map([...answers.preview(questions), ...named]);
  const found = next({ ...state, pin }, { at: run.clock.now(), ...takenUp(namesake, state.id) });
  const { told, ids, untagged } = await toldAnswers(run, found, likely, (key) => answers.isGiven(key));
  const rest = namesake.things.filter((thing) => !ids.has(thing));
  const unfound = namesake.databases.filter(({ id }) => rest.includes(id));
  if (unfound.length > 0) throw severalDatabases(found, namesake.databases, unfound);
  const former = zones.filter(({ id }) => rest.includes(id));
  if (former.length === rest.length && former.length > 0) throw formerZones(found, former);
  if (rest.length > 0) throw untagged[0] ?? notWhole(found, rest);
  const remembered = new Map([...named, ...told]);
  answers.remember(new Map([...remembered].map(([key, value]) => [key, { value, from: 'saved' as const }])));
}

/**
 * Takes up what is in the account of a stack that has no state here: the state from now on is that stack's.
 *
 * @returns how many resources were taken up.
 */
export async function takeUp(
  site: Site,
  { run, pin }: Connected,
  answers: Answers,
  namesake: Sighting,
): Promise<number> {
  const { journal, clock } = run;
  const at = clock.now();
  await journal.append({ at, ...takenUp(namesake, journal.state.id) });
  if (!journal.state.pin) await journal.append({ at, is: 'pinned', ...pin });
  return recover(run, await settleAnswers(questions, answers, lookingOf(site, run)));
}

/** Which of them the app uses is nowhere but in the state that was lost: taking the wrong one up would be a guess. */
const severalDatabases = ({ name }: State, databases: Sighting['databases'], unfound: Sighting['databases']) => {
  const listed = (some: Sighting['databases']) =>
    some.map(({ id, from }) => oneLine(`${id} (--database-from ${from})`));
  const list = listed(databases).join(', ');
  const [first = ''] = listed(unfound);
  return new Trouble(
    'state',
    {
      en: `The stack ${name} has databases that a restore has made, and without its state nobody knows which one the app uses: ${list}.`,
      ko: `${name} 스택에 복원으로 만든 데이터베이스가 있는데, 상태 파일이 없어 앱이 어느 것을 쓰는지 알 수 없습니다: ${list}.`,
    },
    {
      en: `Nothing was changed. Give the one that the app uses with its --database-from, such as that of ${first}. From any other, first remove the tag stepway:name in the RDS console: it is yours from then on, and goes on costing until you delete it.`,
      ko: `아무것도 바꾸지 않았습니다. 앱이 쓰는 데이터베이스의 --database-from 값을 지정하세요(예: ${first}). 나머지는 먼저 RDS 콘솔에서 stepway:name 태그를 지우세요. 그때부터 stepway가 건드리지 않으며, 직접 지울 때까지 요금이 나갑니다.`,
    },
  );
};

/** A zone is found by its name, and that of a domain before is nowhere but in the state that was lost. */
const formerZones = ({ name }: State, zones: Sighting['zones']) => {
  const list = zones.map((zone) => oneLine(`${zone.name} (${zone.id})`)).join(', ');
  return new Trouble(
    'state',
    {
      en: `The stack ${name} has another hosted zone, of a domain that it had before, which cannot be taken up without its state: ${list}.`,
      ko: `${name} 스택에 이전 도메인의 호스팅 영역이 남아 있고, 상태 파일 없이는 이어받을 수 없습니다: ${list}.`,
    },
    {
      en: 'Nothing was changed. Delete that zone in the Route 53 console, if nobody needs its records (mail?) any more, and run the command again. If they are needed, move them to a zone of your own first.',
      ko: '아무것도 바꾸지 않았습니다. 그 영역의 레코드(메일 등)를 더 쓰지 않는다면 Route 53 콘솔에서 영역을 삭제한 뒤 다시 실행하세요. 아직 쓴다면 먼저 직접 만든 영역으로 옮기세요.',
    },
  );
};

/** Something that they rest on has lost its tags: what is built on without it would be a second one. */
const notWhole = ({ name, id }: State, rest: readonly string[]) => {
  const list = rest.slice(0, 6).map(oneLine).join(', ') + (rest.length > 6 ? ', …' : '');
  return new Trouble(
    'state',
    {
      en: `The stack ${name} cannot be recovered as a whole: these have its tags, but what they belong to has lost them: ${list}.`,
      ko: `${name} 스택을 온전히 이어받을 수 없습니다. 다음 자원에는 태그가 있지만, 이들이 속한 자원에는 태그가 없습니다: ${list}.`,
    },
    {
      en: `Nothing was changed. Put the tags stepway:id=${id}, stepway:name=${name} and stepway:step back on what they belong to (such as stepway:step=vpc on their network, server-role on the role), and run the command again.`,
      ko: `아무것도 바꾸지 않았습니다. 이들이 속한 자원에 stepway:id=${id}, stepway:name=${name}, stepway:step 태그를 다시 붙이고(네트워크에는 stepway:step=vpc, 역할에는 server-role) 다시 실행하세요.`,
    },
  );
};

/** From now on the state here is that stack's. One of a version without ids gets this state's. */
const takenUp = (sighting: Sighting, id: string): Omit<DurableEvent & { is: 'recovered' }, 'at'> =>
  sighting.id === undefined ? { is: 'recovered', version: 1, id } : { is: 'recovered', version, id: sighting.id };
