import { word } from '../../cli-commands/bash.ts';
import { byHand, type ByHand } from '../../cli-commands/by-hand.ts';
import type { Recorder } from '../../cli-commands/recorder.ts';
import type { Words } from '../../words.ts';
import { globalRegion } from '../../aws/regions.ts';
import { seenUp, seenUpDirect } from './seen-up.ts';
import { globalSubscription, subscription } from './subscription.ts';

/** What only the owner of an address can do: the script says what, and looks whether it is done. */
const waitForClick =
  (where = '') =>
  (
    recorder: Recorder,
    {
      output: { email, topicArn },
      say,
    }: { readonly output: { readonly email: string; readonly topicArn: string }; say(words: Words): string },
  ): void => {
    recorder.line(
      `say ${word(
        say({
          en: `Open the mail from AWS Notifications to ${email} and click “Confirm subscription” (set SKIP_CONFIRMATION=1 not to wait for it):`,
          ko: `${email} 주소로 온 AWS Notifications 메일에서 “Confirm subscription”을 누르세요(SKIP_CONFIRMATION=1이면 기다리지 않음):`,
        }),
      )}`,
    );
    const all = `aws sns list-subscriptions-by-topic --topic-arn "${topicArn}"${where} --query 'Subscriptions[].[Endpoint,SubscriptionArn]' --output text`;
    // One that waits for the click has words in place of an ARN.
    const isConfirmed = `${all} | tr '\\t' ' ' | grep -qF ${word(`${email} arn:`)}`;
    recorder.line(`until [ -n "\${SKIP_CONFIRMATION:-}" ] || ${isConfirmed}; do sleep 10; done`);
  };

/** An alarm that is made before CloudWatch has seen the site up would ring at once. */
const waitUntilSeen =
  (where = '') =>
  (
    recorder: Recorder,
    {
      output: { name, namespace, dimensions },
    }: {
      readonly output: {
        readonly name: string;
        readonly namespace: string;
        readonly dimensions: Readonly<Record<string, string>>;
      };
    },
  ): void => {
    const of = Object.entries(dimensions).map(([key, value]) => `"Name=${key},Value=${value}"`);
    const least = [
      `aws cloudwatch get-metric-statistics${where} --namespace ${namespace} --metric-name ${name} --dimensions ${of.join(' ')}`,
      `--start-time "$(($(date +%s) - 240))" --end-time "$(date +%s)" --period 60 --statistics Minimum`,
      `--query 'sort_by(Datapoints, &Timestamp)[-1].Minimum' --output text`,
    ].join(' ');
    recorder.line(`tries=0; until [ "$(${least})" = 1.0 ] || [ $((tries += 1)) -gt 60 ]; do sleep 10; done`);
  };

export const script: readonly ByHand[] = [
  byHand(subscription, { wait: waitForClick() }),
  byHand(globalSubscription, { wait: waitForClick(` --region ${globalRegion}`) }),
  byHand(seenUp, { wait: waitUntilSeen() }),
  byHand(seenUpDirect, { wait: waitUntilSeen(` --region ${globalRegion}`) }),
];
