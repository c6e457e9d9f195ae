import { atMostOnce, type Pluggable } from './at-most-once.ts';
import { credentialsOf, keepCredentials, type SigningIn } from './credentials.ts';
import { globalRegion } from './regions.ts';
import { httpsAgent } from '../https-agent.ts';
import { inPassing, patiently, services, type Asking, type ServiceRow, type Services } from './services.ts';
import { decodeDenials } from './decode-denials.ts';
import { insistOnAnswers } from './well-formed.ts';

type ClassOf<Row> = Row extends { load(): Promise<infer Class extends abstract new (...args: never[]) => unknown> }
  ? Class
  : never;

type Clients = {
  readonly [Name in keyof Services as Services[Name] extends { load: unknown } ? Name : never]: InstanceType<
    ClassOf<Services[Name]>
  >;
};

export interface Aws extends Clients {
  /** The certificates of services without a region, such as CloudFront. */
  readonly globalAcm: Clients['acm'];
  /** The alarms on what Route 53 sees, whose health checks send their metrics to one region alone. */
  readonly globalCloudWatch: Clients['cloudWatch'];
  /** The topics that those alarms can reach: an alarm's topic is in its own region. */
  readonly globalSns: Clients['sns'];
  /** IAM for optional questions: it gives up soon. */
  readonly simulator: Clients['iam'];
}

export interface Connection extends SigningIn {
  /** Where to build; absent, the SDK's own chain decides. */
  readonly region?: string | undefined;
  /** Puts something between each client and AWS: the rehearsal. */
  readonly attach?: ((client: Pluggable) => void) | undefined;
}

type Client = new (settings: object) => Pluggable;
type Settings = Asking & { readonly region?: string };

/** What each client is made from: its class, and the settings of it alone. */
const constructors = new Map<string, readonly [Client, Settings]>(
  await Promise.all(
    Object.entries<ServiceRow>(services).flatMap(([name, { load, asking = patiently }]) =>
      load ? [load().then((Class) => [name, [Class as Client, asking]] as const)] : [],
    ),
  ),
);
const another = (name: string, of: keyof Clients, settings: Partial<Settings>) => {
  const [Class, usual] = constructors.get(of)!;
  constructors.set(name, [Class, { ...usual, ...settings }]);
};
another('globalAcm', 'acm', { region: globalRegion });
another('globalCloudWatch', 'cloudWatch', { region: globalRegion });
another('globalSns', 'sns', { region: globalRegion });
another('simulator', 'iam', inPassing);

/** The SDK's standard clients, made when first used. Credentials, profiles, SSO and endpoints are the SDK's business. */
export function connect(connection: Connection): Aws {
  const { region, profile, attach } = connection;
  const where = { ...(region && { region }), ...(profile && { profile }), credentials: credentialsOf(connection) };
  const aws = {};
  for (const [name, [Client, { requestHandler, ...settings }]] of constructors) {
    let client: Pluggable | undefined;
    Object.defineProperty(aws, name, {
      enumerable: true,
      get: () => {
        if (!client) {
          client = new Client({
            ...where,
            ...settings,
            requestHandler: { ...requestHandler, httpsAgent: httpsAgent() },
          });
          keepCredentials(client);
          insistOnAnswers(client);
          atMostOnce(client);
          if (name === 'ec2') decodeDenials(client, () => (aws as Aws).sts);
          attach?.(client);
        }
        return client;
      },
    });
  }
  return aws as Aws;
}

/** The region that the environment or the profile names, or none. */
export async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  try {
    const [Client] = constructors.get('sts')!;
    return await new Client(profile ? { profile } : {}).config.region();
  } catch {
    return undefined;
  }
}
