import type { Host } from './hosts.ts';

/** A figure that a server has sent of itself. */
export interface OwnFigure {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

const answered = '<PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"/>';
const refused =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>';

/**
 * The side of CloudWatch that servers send figures to, one a call.
 *
 * @param isLet whether a server, by its public address, may send to a namespace.
 */
export function figureKeeper(region: string, isLet: (from: string, namespace: string) => boolean) {
  const figures: OwnFigure[] = [];
  const host: Host = {
    names: [`monitoring.${region}.amazonaws.com`],
    answer({ body, from }) {
      const said = new URLSearchParams(body.toString());
      const of = (name: string) => said.get(name) ?? '';
      if (of('Action') !== 'PutMetricData') return { status: 400, body: refused };
      const namespace = of('Namespace');
      if (!isLet(from, namespace)) return { status: 403, body: refused };
      const datum = 'MetricData.member.1';
      const dimensions: Record<string, string> = {};
      for (let at = 1; said.has(`${datum}.Dimensions.member.${at}.Name`); at++)
        dimensions[of(`${datum}.Dimensions.member.${at}.Name`)] = of(`${datum}.Dimensions.member.${at}.Value`);
      figures.push({ namespace, name: of(`${datum}.MetricName`), dimensions, value: Number(of(`${datum}.Value`)) });
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: answered };
    },
  };
  return { host, figures: figures as readonly OwnFigure[] };
}
