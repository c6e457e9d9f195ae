import { Trouble } from '../errors.ts';

/** What the shells of all systems take for the name of a variable. */
const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/**
 * What the server sets by itself: with another value the app would listen where nobody asks, or look for a database that
 * is not there. DATABASE_URL is free: an app may have its database elsewhere.
 */
const ownNames: ReadonlySet<string> = new Set([
  'PORT',
  'HOME',
  'AWS_REGION',
  'DATABASE_ENGINE',
  'DATABASE_HOST',
  'DATABASE_PORT',
  'DATABASE_NAME',
  'DATABASE_SECRET_ARN',
  'DATABASE_USER',
  'DATABASE_PASSWORD',
  'DATABASE_CA',
  'STEPWAY_CONTAINER',
]);

export const isOwn = (name: string): boolean => ownNames.has(name);

/** @throws Trouble `usage` for what cannot be the name of a setting; it is not repeated, since it may be a value. */
export function checkName(name: string): void {
  if (isName(name)) return;
  throw new Trouble(
    'usage',
    {
      en: 'The name of a setting has letters, digits and _ only, and does not begin with a digit.',
      ko: '설정 이름에는 영문자, 숫자, _만 쓸 수 있고 숫자로 시작할 수 없습니다.',
    },
    {
      en: 'Nothing was changed. Write NAME=value, with quotes around it if the value has spaces: "GREETING=hello world".',
      ko: '아무것도 바꾸지 않았습니다. 이름=값으로 쓰고, 값에 공백이 있으면 따옴표로 감싸세요: "GREETING=hello world".',
    },
  );
}

/** @throws Trouble `usage` for what the server sets. */
export function checkIsFree(name: string): void {
  if (!isOwn(name)) return;
  throw new Trouble(
    'usage',
    { en: `${name} is set by the server itself.`, ko: `${name} 값은 서버가 직접 정합니다.` },
    {
      en: 'Nothing was changed. The port is an answer (`stepway up --app-port PORT`); where the database is follows from the stack. An app with a database elsewhere can read DATABASE_URL.',
      ko: '아무것도 바꾸지 않았습니다. 포트는 `stepway up --app-port PORT`로 정하고, 데이터베이스 주소는 스택에서 정해집니다. 데이터베이스가 다른 곳에 있으면 DATABASE_URL을 쓰세요.',
    },
  );
}
