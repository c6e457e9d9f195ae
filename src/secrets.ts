/** Values that are secret for as long as this process lives. */
const known = new Set<string>();

/** What is shorter, such as the keys that simulators take, could be a part of any word. */
const shortest = 8;

/** From now on `value` is never shown and never written down. */
export function keepSecret(value: string | undefined): void {
  if (value === undefined || value.length < shortest) return;
  known.add(value);
  // In an address it looks different.
  known.add(encodeURIComponent(value));
}

/** What the names of variables say of their values; the name of a file is no secret, what is in it is. */
const secretName = /secret|token|passw(or)?d|api_?key|credential(?!s?_file)/i;
const placeName = /(_FILE|_PATH|_DIR|_UR[IL](_\w+)?)$/i;

/** Keeps what the environment holds of keys, tokens and passwords, also those within addresses. */
export function keepSecretsOf(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) {
    if (secretName.test(name) && !placeName.test(name)) keepSecret(value);
    keepSecret(/:\/\/[^/@\s]*?:(\S*)@/.exec(value ?? '')?.[1]);
  }
}

/** What gives itself away by its shape, wherever it comes from: each pattern with what stays of it. */
const shapes: readonly (readonly [pattern: RegExp, stays: string])[] = [
  // An access key: long-lived, temporary, or of one of AWS's services.
  [/\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g, ''],
  [/\b(AWS4-HMAC-SHA256)\b[^"'<>]*/g, '$1 '],
  [/\b((?:x-amz-)?(?:signature|security-token|credential)["']?\s*[=:]\s*["']?)[^\s&"',;<>]+/gi, '$1'],
  [/\b(authorization["']?\s*[=:]\s*["']?(?:(?:basic|bearer)\s+)?)[^\s"',;<>]+/gi, '$1'],
  [/\b((?:\w*password|passwd|secret_?(?:access_?)?key|session_?token)["']?\s*[=:]\s*["']?)[^\s&"',;<>]+/gi, '$1'],
  // A flag of some other program, whose command line an error quotes; not the next flag, and no command of ours.
  [/(?<![\w-])(--?[\w-]*(?:password|passwd|secret|token)\s+)(?!-|\\(?:\s|$)|"\$\()\S+/gi, '$1'],
  // The user and the password in an address.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+(?=@)/gi, '$1'],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '$1'],
];

/** A text without any value that is known to be secret. */
export function withoutKnownSecrets(text: string): string {
  let left = text;
  for (const secret of known) left = left.replaceAll(secret, '***');
  return left;
}

/** A text without anything that is secret, or looks like it. */
export function withoutSecrets(text: string): string {
  let left = withoutKnownSecrets(text);
  for (const [pattern, stays] of shapes) left = left.replace(pattern, `${stays}***`);
  return left;
}

/** For `JSON.stringify`. */
export const withoutSecretsIn = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? withoutSecrets(value) : value;
