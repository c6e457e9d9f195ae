import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Operations } from '../service.ts';
import { tagged } from '../tags.ts';

const missing = () => refuse('ResourceNotFound', 'Dashboard does not exist', 404);

interface Widget {
  type?: unknown;
  properties?: { metrics?: unknown; region?: unknown; markdown?: unknown };
}

const kinds: ReadonlySet<unknown> = new Set(['alarm', 'explorer', 'log', 'metric', 'text']);

/**
 * What is wrong with a body, of what CloudWatch looks at; undefined when nothing is.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
function wrongIn(body: string): string | undefined {
  let widgets: unknown;
  try {
    ({ widgets } = JSON.parse(body) as { widgets?: unknown });
  } catch {
    return 'The dashboard body is not valid JSON';
  }
  if (!Array.isArray(widgets) || widgets.length > 500) return 'The field "widgets" must be an array of up to 500 items';
  for (const { type, properties } of widgets as Widget[]) {
    if (!kinds.has(type)) return 'Should match exactly one schema in oneOf';
    if (type === 'metric' && (!Array.isArray(properties?.metrics) || typeof properties.region !== 'string'))
      return 'Should have required property "metrics" and "region"';
  }
  return undefined;
}

/** Dashboards are in no region. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export const dashboards = {
  PutDashboard({ DashboardName = '', DashboardBody = '', Tags }, { account }) {
    if (!/^[\w-]{1,255}$/.test(DashboardName))
      refuse('InvalidParameterInput', `The value ${DashboardName} for parameter DashboardName is not valid.`);
    const wrong = wrongIn(DashboardBody);
    if (wrong)
      refuse('InvalidParameterInput', `The dashboard body is invalid, there are 1 validation errors: ${wrong}`);
    const there = account.dashboards.find(({ name }) => name === DashboardName);
    // What is there already keeps its tags, whatever is asked.
    if (there) there.body = DashboardBody;
    else
      account.dashboards.push({
        arn: `arn:aws:cloudwatch::${accountId}:dashboard/${DashboardName}`,
        name: DashboardName,
        body: DashboardBody,
        tags: tagged(Tags),
      });
    return { DashboardValidationMessages: [] };
  },

  GetDashboard({ DashboardName }, { account }) {
    const { arn, name, body } = account.dashboards.find((one) => one.name === DashboardName) ?? missing();
    return { DashboardArn: arn, DashboardName: name, DashboardBody: body };
  },

  DeleteDashboards({ DashboardNames = [] }, { account }) {
    for (const name of DashboardNames) if (!account.dashboards.some((one) => one.name === name)) missing();
    account.dashboards = account.dashboards.filter(({ name }) => !DashboardNames.includes(name));
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-cloudwatch')>;
