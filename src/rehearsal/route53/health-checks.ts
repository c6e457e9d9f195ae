import type { HealthCheck as Shown, HealthCheckConfig } from '@aws-sdk/client-route-53';
import { same } from '../../facts.ts';
import { refuse } from '../errors.ts';
import { uuid } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import type { HealthCheck } from './data.ts';

export const healthCheckOf = ({ account }: Call, wanted: string | undefined): HealthCheck =>
  account.healthChecks.find(({ id }) => id === wanted) ??
  refuse('NoSuchHealthCheck', `A health check with id ${wanted} does not exist.`, 404);

const show = ({ id, callerReference, config, version }: HealthCheck): Shown => ({
  Id: id,
  CallerReference: callerReference,
  HealthCheckConfig: { ...config },
  HealthCheckVersion: version,
});

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
function check({
  Type,
  IPAddress,
  FullyQualifiedDomainName,
  Port = 0,
  FailureThreshold = 3,
  RequestInterval = 30,
  ResourcePath = '',
}: HealthCheckConfig): void {
  const invalid = (what: string) => refuse('InvalidInput', what);
  if (Type !== 'HTTPS') invalid(`The rehearsal plays HTTPS, not ${Type}`);
  if (!IPAddress && !FullyQualifiedDomainName) invalid('Either an IP address or a domain name is required.');
  if (Port < 1 || Port > 65_535) invalid('The port is not valid.');
  if (FailureThreshold < 1 || FailureThreshold > 10) invalid('The failure threshold is not valid.');
  if (RequestInterval !== 10 && RequestInterval !== 30) invalid('The request interval is not valid.');
  if (ResourcePath.length > 255) invalid('The resource path is too long.');
}

export const healthChecking = {
  CreateHealthCheck({ CallerReference = '', HealthCheckConfig }, call) {
    if (CallerReference.length < 1 || CallerReference.length > 64)
      refuse('InvalidInput', 'The caller reference has to be 1 to 64 long.');
    if (!HealthCheckConfig) return refuse('InvalidInput', 'HealthCheckConfig is required.');
    check(HealthCheckConfig);
    const there = call.account.healthChecks.find(({ callerReference }) => callerReference === CallerReference);
    if (there && !same(there.config as never, HealthCheckConfig as never))
      refuse('HealthCheckAlreadyExists', 'A health check with this caller reference exists with other settings.', 409);
    const made: HealthCheck = there ?? {
      id: uuid(call.seed()),
      callerReference: CallerReference,
      config: HealthCheckConfig,
      version: 1,
      tags: {},
    };
    if (!there) call.account.healthChecks.push(made);
    return { HealthCheck: show(made), Location: `https://route53.amazonaws.com/2013-04-01/healthcheck/${made.id}` };
  },

  GetHealthCheck: ({ HealthCheckId }, call) => ({ HealthCheck: show(healthCheckOf(call, HealthCheckId)) }),

  ListHealthChecks({ Marker, MaxItems = 100 }, call) {
    const all = call.account.healthChecks;
    const from = Marker ? all.findIndex(({ id }) => id === Marker) : 0;
    const next = all[from + MaxItems]?.id;
    return {
      HealthChecks: all.slice(from, from + MaxItems).map(show),
      Marker: Marker ?? '',
      IsTruncated: next !== undefined,
      NextMarker: next,
      MaxItems,
    };
  },

  UpdateHealthCheck({ HealthCheckId, HealthCheckVersion: _version, ...changes }, call) {
    const found = healthCheckOf(call, HealthCheckId);
    const config = { ...found.config, ...changes } as HealthCheckConfig;
    check(config);
    Object.assign(found, { config, version: found.version + 1 });
    return { HealthCheck: show(found) };
  },

  DeleteHealthCheck({ HealthCheckId }, call) {
    const found = healthCheckOf(call, HealthCheckId);
    call.account.healthChecks = call.account.healthChecks.filter((one) => one !== found);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-route-53')>;
