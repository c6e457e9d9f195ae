import { entryOf } from '../../entries.ts';
import { healthRequest } from '../health-request.ts';

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

/**
 * Lines that stop, with the status of the app, where an app that is well at the present health path is not at the one
 * that is wanted: deployments would fail, and a load balancer would take the server for ill.
 */
export const checkHealthPath = ({ healthPath }: Site): string => `wanted=${quoted(healthPath)}
live="$(sed -n 's/^server \\(127[.]0[.]0[.]1:[0-9]*\\);.*/\\1/p' /etc/nginx/stepway/upstream.conf 2>/dev/null || true)"
if [ -n "$live" ] && [ -x /opt/stepway/release ]; then
  . /etc/stepway/site.env
  status() {
    ${healthRequest} "http://$live$1" || true
  }
  if [ "$HEALTH_PATH" != "$wanted" ]; then
    case "$(status "$HEALTH_PATH")" in
      [23]*)
        is="$(status "$wanted")"
        case "$is" in
          [23]*) ;;
          *)
            echo "unwell $is" >&2
            exit 1
            ;;
        esac
        ;;
    esac
  fi
fi
`;

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
