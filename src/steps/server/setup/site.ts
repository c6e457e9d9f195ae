import { entryOf } from '../../entries.ts';

/** What a server is set up for. */
export interface Site {
  readonly domain: string;
  readonly www: boolean;
  /** Where the app listens, on this server alone. */
  readonly port: number;
  readonly healthPath: string;
  readonly entry: string;
}

/** Whether visitors come to the server itself, which then holds the certificate. */
export const isDirect = ({ entry }: Site): boolean => entryOf(entry)?.https === 'server';

/** Such as takes the least room, which user data has little of. */
const quoted = (value: string) => `"${value.replaceAll(/[\\$`"]/g, '\\$&')}"`;

/** For every script of the server to read: `. /etc/stepway/site.env`. */
export const siteEnv = (site: Site): string =>
  Object.entries({
    DOMAIN: site.domain,
    NAMES: [site.domain, ...(site.www ? [`www.${site.domain}`] : [])].join(' '),
    APP_PORT: String(site.port),
    HEALTH_PATH: site.healthPath,
  })
    .map(([name, value]) => `${name}=${quoted(value)}\n`)
    .join('');
