import type { RegionData } from '../account.ts';
import { accountId } from '../ids.ts';

interface Statement {
  readonly Effect: string;
  readonly Principal: { readonly Service?: string; readonly AWS?: string };
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string>> };
}

/** Whether the policy of a topic lets a service of this account publish. */
function lets(policy: string, service: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement[] };
  return Statement.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      Principal.Service === service &&
      Object.values(Condition?.StringEquals ?? {}).every((value) => value === accountId),
  );
}

/**
 * Publishes what a service has to tell: everybody who has confirmed by then gets a mail.
 *
 * @returns whether SNS took it.
 */
export function publish(
  here: RegionData,
  topicArn: string,
  service: string,
  message: { readonly at: number; readonly subject: string; readonly text: string },
): boolean {
  const topic = here.topics.find(({ arn }) => arn === topicArn);
  if (!topic || !lets(topic.attributes['Policy'] ?? '{}', service)) return false;
  for (const { endpoint, confirmedAt, topicArn: of } of here.subscriptions)
    if (of === topicArn && confirmedAt <= message.at) here.mails.push({ ...message, topicArn, to: endpoint });
  return true;
}
