import { GetCostAndUsageCommand, UpdateCostAllocationTagsStatusCommand } from '@aws-sdk/client-cost-explorer';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import type { Aws } from './clients.ts';
import { isDenied } from './error-names.ts';
import type { Tags } from './tags.ts';

type Asking = Pick<Aws, 'costExplorer'>;

/** USD for each request: https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/ */
export const lookingCosts = 0.01;

/** For how long AWS may take until a cost is on the bill, in milliseconds: https://docs.aws.amazon.com/cost-management/latest/userguide/ce-what-is.html */
export const billLag = 86_400_000;

const key = 'stepway:id' satisfies keyof Tags;

/** What was used of one thing, before credits. */
export interface BillLine {
  /** AWS's name for it: `APN2-BoxUsage:t3.micro`. */
  readonly usage: string;
  readonly usd: number;
  /** The id of the stack that it was labelled with. */
  readonly stack: string | undefined;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  /** How many requests it took: AWS bills each page. */
  readonly requests: number;
}

const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** The first moment of a month, in UTC as AWS bills, in milliseconds since 1970. */
export const beginOfMonth = (now: number, ahead = 0): number => {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead);
};

/**
 * What the account has been billed since the month began.
 *
 * A tag that is not activated for the bill is no error: AWS answers as if nothing had it.
 *
 * @throws Trouble `aws` where the account does not tell: Cost Explorer is off or still counting, or it may not be asked.
 */
export async function billOf({ costExplorer }: Asking, now: number): Promise<Bill> {
  const lines: BillLine[] = [];
  let NextPageToken: string | undefined;
  let requests = 0;
  do {
    const page = await costExplorer
      .send(
        new GetCostAndUsageCommand({
          // The end is no part of it.
          TimePeriod: { Start: dayOf(beginOfMonth(now)), End: dayOf(now + 86_400_000) },
          Granularity: 'MONTHLY',
          Metrics: ['UnblendedCost'],
          GroupBy: [
            { Type: 'DIMENSION', Key: 'USAGE_TYPE' },
            { Type: 'TAG', Key: key },
          ],
          Filter: { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit', 'Refund'] } } },
          ...(NextPageToken !== undefined && { NextPageToken }),
        }),
      )
      .catch((error: unknown) => {
        throw untold(error) ?? error;
      });
    requests++;
    for (const { Groups = [] } of page.ResultsByTime ?? [])
      for (const { Keys: [usage = '', label = ''] = [], Metrics } of Groups) {
        const stack = label.slice(key.length + 1);
        lines.push({ usage, usd: Number(Metrics?.['UnblendedCost']?.Amount ?? 0), stack: stack || undefined });
      }
    ({ NextPageToken } = page);
  } while (NextPageToken);
  // Nothing at all, not even of others: it has not come to it yet.
  if (lines.length === 0) throw noFigures();
  return { lines, requests };
}

/**
 * Has AWS tell on the bill which stack a cost is of, from the next day on.
 *
 * @throws Trouble `waiting` while the bill has nothing with the tag yet, `aws` where another account decides.
 */
export async function activateLabel({ costExplorer }: Asking): Promise<void> {
  const request = new UpdateCostAllocationTagsStatusCommand({
    CostAllocationTagsStatus: [{ TagKey: key, Status: 'Active' }],
  });
  const said = await costExplorer.send(request).then(
    ({ Errors = [] }) => Errors[0]?.Message,
    (error: unknown) => {
      const trouble = isDenied(error) ? untold(error) : undefined;
      if (trouble) throw trouble;
      if (error instanceof Error && /tag keys? not found|linked account/i.test(error.message)) return error.message;
      throw error;
    },
  );
  if (said !== undefined) throw notActivated(said);
}

const notActivated = (said: string) =>
  /not found/i.test(said)
    ? new Trouble(
        'waiting',
        {
          en: 'The bill has nothing with the label of stepway yet, so AWS cannot tell its costs apart.',
          ko: '청구서에 stepway의 태그가 붙은 항목이 아직 없어 비용을 구분하도록 설정할 수 없습니다.',
        },
        {
          en: 'AWS sees a label up to 24 hours after the first cost. Run `stepway cost --activate` again tomorrow.',
          ko: '첫 요금이 나오고 최대 24시간이 지나야 태그가 보입니다. 내일 `stepway cost --activate`를 다시 실행하세요.',
        },
      )
    : new Trouble(
        'aws',
        {
          en: `AWS does not let this account choose what its bill tells apart: ${oneLine(said)}`,
          ko: `AWS가 이 계정에서 청구서의 비용 구분을 정하지 못하게 합니다: ${oneLine(said)}`,
        },
        {
          en: 'In an organization the management account does that: ask whoever has it to activate the tag stepway:id under Billing, Cost allocation tags.',
          ko: '조직에 속한 계정이면 관리 계정에서 해야 합니다. 담당자에게 결제 콘솔의 비용 할당 태그에서 stepway:id를 활성화해 달라고 요청하세요.',
        },
      );

const noFigures = (cause?: Error) =>
  new Trouble(
    'aws',
    { en: 'AWS has no figures of this month yet.', ko: 'AWS에 아직 이번 달 금액이 없습니다.' },
    {
      en: 'They come up to 24 hours late, in a new account up to two days: look again tomorrow.',
      ko: '최대 24시간 늦게 나오고, 새 계정은 이틀까지 걸립니다. 내일 다시 확인하세요.',
    },
    { cause },
  );

/** Why AWS does not tell of the bill; undefined where it is no matter of the bill. */
function untold(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  if (/not enabled for cost explorer/i.test(error.message))
    return new Trouble(
      'aws',
      { en: 'Cost Explorer is off in this account.', ko: '이 계정에서는 Cost Explorer가 꺼져 있습니다.' },
      {
        en: 'Open Cost Explorer once in the Billing console (in an organization, the management account allows it); AWS has the first figures a day later.',
        ko: '결제 콘솔에서 Cost Explorer를 한 번 여세요(조직이면 관리 계정에서 허용해야 함). 하루 뒤부터 금액이 나옵니다.',
      },
      { cause: error },
    );
  if (error.name === 'DataUnavailableException') return noFigures(error);
  if (isDenied(error))
    return new Trouble(
      'aws',
      {
        en: 'You may not see the bill: the permission ce:GetCostAndUsage is missing, or the account shows its bill to nobody but the root user.',
        ko: '청구서를 볼 수 없습니다. ce:GetCostAndUsage 권한이 없거나, 루트 사용자만 결제 정보를 볼 수 있는 계정입니다.',
      },
      {
        en: 'Add the policy that `stepway plan --permissions bill` prints; the root user turns on “IAM user and role access to Billing information” on the Account page.',
        ko: '`stepway plan --permissions bill`이 출력하는 정책을 추가하고, 루트 사용자로 계정 페이지에서 “결제 정보에 대한 IAM 사용자 및 역할 액세스”를 활성화하세요.',
      },
      { cause: error },
    );
  return undefined;
}
