import type { Target } from '@aws-sdk/client-eventbridge';
import type { RegionData } from '../account.ts';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Moment, Operations, Service } from '../service.ts';
import { publish } from '../sns/publish.ts';
import { tag, tagged, tagList, type Tags } from '../tags.ts';

interface Rule {
  arn: string;
  name: string;
  pattern: string;
  state: string;
  description?: string;
  targets: Target[];
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    eventRules: Rule[];
    /** Until when events were told. */
    toldUntil: number;
  }
}

const arnOf = (name: string, { region }: Call) => `arn:aws:events:${region}:${accountId}:rule/${name}`;

const noRule = (name: string | undefined) =>
  refuse('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);

const ruleNamed = ({ here }: Call, name: string | undefined): Rule =>
  here.eventRules.find((one) => one.name === name) ?? noRule(name);

const ruleAt = ({ here }: Call, arn: string | undefined): Rule =>
  here.eventRules.find((one) => one.arn === arn) ?? noRule(arn);

function isPattern(text: string): boolean {
  try {
    const pattern: unknown = JSON.parse(text);
    return typeof pattern === 'object' && pattern !== null && Object.keys(pattern).length > 0;
  } catch {
    return false;
  }
}

const operations = {
  PutRule({ Name = '', EventPattern = '', State = 'ENABLED', Description, Tags }, call) {
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name))
      refuse('ValidationException', `1 validation error detected: Value '${Name}' at 'name'`);
    if (!isPattern(EventPattern)) refuse('InvalidEventPatternException', 'Event pattern is not valid.');
    const there = call.here.eventRules.find((one) => one.name === Name);
    const made = {
      pattern: EventPattern,
      state: State,
      ...(Description !== undefined && { description: Description }),
    };
    // What is there already keeps its tags, whatever is asked: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    if (there) Object.assign(there, made);
    else call.here.eventRules.push({ arn: arnOf(Name, call), name: Name, targets: [], tags: tagged(Tags), ...made });
    return { RuleArn: arnOf(Name, call) };
  },

  DescribeRule({ Name }, call) {
    const { arn, name, pattern, state, description } = ruleNamed(call, Name);
    return { Name: name, Arn: arn, EventPattern: pattern, State: state as 'ENABLED', Description: description };
  },

  DeleteRule({ Name }, call) {
    const rule = call.here.eventRules.find((one) => one.name === Name);
    if (rule && rule.targets.length > 0) refuse('ValidationException', "Rule can't be deleted since it has targets.");
    call.here.eventRules = call.here.eventRules.filter((one) => one !== rule);
    return {};
  },

  PutTargets({ Rule, Targets = [] }, call) {
    const rule = ruleNamed(call, Rule);
    if (Targets.length > 5)
      refuse('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    for (const target of Targets) {
      const { InputPathsMap = {}, InputTemplate = '' } = target.InputTransformer ?? {};
      const unknown = [...InputTemplate.matchAll(/<([\w.-]+)>/g)].find(([, name = '']) => !(name in InputPathsMap));
      if (unknown)
        refuse(
          'ValidationException',
          `Invalid InputTemplate for target ${target.Id} : [Source: (String)"${InputTemplate}"]`,
        );
    }
    rule.targets = [...rule.targets.filter((one) => !Targets.some(({ Id }) => Id === one.Id)), ...Targets];
    return { FailedEntryCount: 0, FailedEntries: [] };
  },

  ListTargetsByRule: ({ Rule }, call) => ({ Targets: [...ruleNamed(call, Rule).targets] }),

  RemoveTargets({ Rule, Ids = [] }, call) {
    const rule = ruleNamed(call, Rule);
    rule.targets = rule.targets.filter(({ Id }) => !Ids.includes(Id ?? ''));
    return { FailedEntryCount: 0, FailedEntries: [] };
  },

  TagResource({ ResourceARN, Tags }, call) {
    tag(ruleAt(call, ResourceARN).tags, Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceARN }, call) => ({ Tags: tagList(ruleAt(call, ResourceARN).tags) }),
} satisfies Operations<typeof import('@aws-sdk/client-eventbridge')>;

type Detail = Readonly<Record<string, string | readonly string[]>>;

/** Whether each field that a pattern names has one of the values that it lists. */
const matches = (pattern: Readonly<Record<string, unknown>>, event: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(pattern).every(([name, wanted]) => {
    const is = event[name];
    if (!Array.isArray(wanted)) return typeof is === 'object' && matches(wanted as never, (is ?? {}) as never);
    return [is].flat().some((value) => wanted.includes(value));
  });

/** Tells of an event whoever a rule sends it to. */
export function tell(
  here: RegionData,
  at: number,
  event: { readonly source: string; readonly type: string; readonly detail: Detail },
): void {
  const whole = {
    source: event.source,
    'detail-type': event.type,
    detail: event.detail,
    time: new Date(at).toISOString(),
  };
  for (const { pattern, state, targets } of here.eventRules) {
    if (state !== 'ENABLED' || !matches(JSON.parse(pattern) as never, whole)) continue;
    for (const { Arn = '', InputTransformer } of targets) {
      const paths = InputTransformer?.InputPathsMap ?? {};
      const text = (InputTransformer?.InputTemplate ?? JSON.stringify(whole)).replace(
        /<([\w.-]+)>/g,
        (_, name: string) =>
          String(
            (paths[name] ?? '')
              .replace(/^\$\./, '')
              .split('.')
              .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], whole),
          ),
      );
      publish(here, Arn, 'events.amazonaws.com', { at, subject: 'AWS Notification Message', text });
    }
  }
}

/** Deployments that have failed since. */
function settle({ here, now }: Moment): void {
  for (const { id, application, endAt, failure } of here.deployments)
    if (failure && endAt > here.toldUntil && endAt <= now)
      tell(here, endAt, {
        source: 'aws.codedeploy',
        type: 'CodeDeploy Deployment State-change Notification',
        detail: { state: 'FAILURE', application, deploymentId: id },
      });
  here.toldUntil = now;
}

/** Rules, and what they tell. */
export const events = {
  operations,
  regional: {
    atFirst: () => ({ eventRules: [], toldUntil: 0 }),
    inventory: ({ eventRules }) => eventRules.map(({ name, tags }) => ({ kind: 'event-rule', id: name, tags })),
  },
  settle,
} satisfies Service;
