import { request } from 'node:http';

/** What the app answered. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  /** Whether it left a cookie, by which the next answer may differ. */
  readonly cookie: boolean;
}

/** Milliseconds. */
const longest = 5000;

/** A connection that was taken, and ended without an answer. */
export const brokenOff = 'broken-off';

/** Asks the app on this machine as nginx on the server does for a visitor who came by HTTPS; undefined is no answer. */
export const askApp = (port: number, host: string, path: string): Promise<Answer | typeof brokenOff | undefined> =>
  new Promise((resolve) => {
    const headers = {
      Host: host,
      'User-Agent': 'ELB-HealthChecker/2.0',
      // An address that is nobody's (RFC 5737).
      'X-Real-IP': '203.0.113.1',
      'X-Forwarded-For': '203.0.113.1',
      'X-Forwarded-Host': host,
      'X-Forwarded-Proto': 'https',
    };
    let isLate = false;
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false, timeout: longest }, (response) => {
      const { statusCode = 0, headers } = response;
      response.destroy();
      resolve({ status: statusCode, location: headers.location, cookie: headers['set-cookie'] !== undefined });
    });
    asked.on('timeout', () => {
      isLate = true;
      asked.destroy();
    });
    asked.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNRESET' && !isLate ? brokenOff : undefined),
    );
    asked.end();
  });

export const isGood = ({ status }: Answer): boolean => status >= 200 && status < 400;

/** Whether an answer sends visitors back to where they are. */
export function isLoop({ status, location, cookie }: Answer, host: string, path: string): boolean {
  if (status < 300 || status >= 400 || location === undefined) return false;
  const asked = new URL(path, `https://${host}`);
  if (!URL.canParse(location, asked.href)) return false;
  const target = new URL(location, asked);
  // Plain HTTP leads to HTTPS again.
  const isSame = target.host === asked.host && target.pathname === asked.pathname && target.search === asked.search;
  return isSame && (/^https:/i.test(location) || !cookie);
}
