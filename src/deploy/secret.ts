import type { Words } from '../words.ts';

/** A kind of file that should not leave this computer: known by its path, by its beginning, or by both. */
interface Kind {
  readonly what: Words;
  readonly path?: RegExp;
  /** All of them. */
  readonly content?: readonly RegExp[];
}

const environment: Words = {
  en: 'environment settings, which usually hold secrets',
  ko: '비밀 값이 들어가는 환경 변수 파일',
};
const privateKey: Words = { en: 'a private key', ko: '개인 키' };
const serviceAccount: Words = { en: 'a service account’s private key', ko: '서비스 계정의 개인 키' };
const keyStore: Words = { en: 'a key store', ko: '키 저장소' };
const signIn: Words = { en: 'a saved password or token', ko: '저장된 비밀번호나 토큰' };
const cloudKey: Words = { en: 'an AWS access key', ko: 'AWS 액세스 키' };
const registryToken: Words = { en: 'a token for a package registry', ko: '패키지 레지스트리의 토큰' };
const dump: Words = { en: 'data: a database dump', ko: '데이터(데이터베이스 덤프)' };
const dataFile: Words = {
  en: 'data: a database file, which would replace the one on the server',
  ko: '데이터(서버의 것을 덮어쓸 데이터베이스 파일)',
};
const kubeconfig: Words = { en: 'a kubeconfig, with access to a cluster', ko: '클러스터 접근 정보가 든 kubeconfig' };
const terraform: Words = {
  en: 'Terraform state or variables, which hold secrets',
  ko: '비밀 값이 든 Terraform 상태나 변수',
};
const history: Words = { en: 'a record of what was typed', ko: '입력한 명령의 기록' };
const vault: Words = { en: 'a password store', ko: '비밀번호 저장소' };

const header = String.raw`-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`;
/** In JSON and in settings a line break is written as two characters. */
const lineBreak = String.raw`(?:\\r|\\n|\s)+`;
/** Programs that handle keys have the header alone in them: a key follows it with a long line, or with its end. */
const wholeKey = new RegExp(
  `${header}${lineBreak}(?:[A-Za-z-]+: [^\\n\\\\]*${lineBreak})*(?:[A-Za-z0-9+/=]{16}|(?:[A-Za-z0-9+/=]+${lineBreak})+-----END)`,
);

/** A value that is written out, not taken from the environment. */
const space = String.raw`[ \t]*`;
const value = String.raw`["']?(?!["'\s]|\$|<|\{\{|%)[^\s"']+`;

/** What each program calls its own files. A name ends the path; a folder may stand before it. */
const kinds: readonly Kind[] = [
  {
    what: environment,
    path: /(^|\/)(\.env(rc)?([.~_-][^/]*)?\s*|\.dev\.vars([.~_-][^/]*)?|env\.(production|staging|prod|local))$/i,
  },
  {
    what: environment,
    path: /[^/]\.env(\.[^/]*)?$/i,
    content: [
      new RegExp(
        `^${space}(?:export )?\\w{0,80}(?:SECRET|TOKEN|PASSWORD|PASSWD|KEY|DATABASE_URL)\\w{0,80}${space}=${space}${value}`,
        'im',
      ),
    ],
  },
  {
    what: environment,
    path: /(^|\/)secrets\.(ya?ml|json|toml)$/i,
    content: [
      new RegExp(
        `^${space}["']?\\w{0,80}(?:secret|token|password|passwd|key)\\w{0,80}["']?${space}[:=]${space}${value}`,
        'im',
      ),
    ],
  },

  {
    what: { en: 'a private SSH key', ko: 'SSH 개인 키' },
    path: /(^|\/)(id_(rsa|dsa|ecdsa|ed25519)(_sk)?([._-][^/]*)?(?<!\.pub)|[^/]+\.ppk)$/i,
  },
  {
    what: serviceAccount,
    path: /\.json$/i,
    content: [/"type"\s*:\s*"service_account"|-----BEGIN/, /"private_key"\s*:\s*"[^"]/],
  },
  {
    what: serviceAccount,
    path: /(service[-_]?account|credentials?|adminsdk)[^/]*\.json$/i,
    content: [/"private_key"\s*:\s*"[^"]/],
  },
  { what: privateKey, path: /\.(pem|key|p8|crt|cer|cert|asc|gpg|der)$/i, content: [new RegExp(header)] },
  // A key without the lines of PEM around it; presentations end in .key too.
  { what: privateKey, path: /\.(key|p8)$/i, content: [/^(?!PK|\s*-----BEGIN|\s*$)/] },
  { what: keyStore, path: /\.(p12|pfx|jks|jceks|keystore|bcfks)$/i },
  { what: keyStore, path: /(^|\/)(secring\.gpg|private-keys-v1\.d\/[^/]+)$/i },
  { what: privateKey, content: [wholeKey] },
  { what: privateKey, path: /\.(json|jwks?)$/i, content: [/"kty"\s*:/, /"d"\s*:\s*"[\w-]{16}/] },
  {
    what: privateKey,
    content: [/^(?:PuTTY-User-Key-File-\d|AGE-SECRET-KEY-1[A-Z0-9]{40}|PrivateKey[ \t]*=[ \t]*[A-Za-z0-9+/]{43}=)/m],
  },

  { what: cloudKey, path: /(^|\/)\.aws\/(?!config$)|(^|\/)\.(s3cfg|boto)$/i },
  { what: cloudKey, path: /(^|\/)credentials(\.ini)?$/i, content: [/aws_secret_access_key[ \t]*=[ \t]*\S/i] },
  { what: cloudKey, content: [/^[ \t]*(?:export )?aws_secret_access_key[ \t]*=[ \t]*["']?[A-Za-z0-9/+]{16}/im] },
  { what: cloudKey, content: [/secret_?access_?key["']?\s*[=:]\s*["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i] },
  {
    what: cloudKey,
    content: [
      /(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])[^]{0,400}?(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/,
    ],
  },

  {
    what: registryToken,
    path: /(^|\/)(\.?npmrc|\.yarnrc|[^/]+\.npmrc)$/i,
    content: [new RegExp(`(?:_authToken|_auth|_password)["']?${space}[= \\t]${space}${value}`, 'i')],
  },
  {
    what: registryToken,
    path: /(^|\/)\.yarnrc\.ya?ml$/i,
    content: [new RegExp(`npmAuth(?:Token|Ident)["']?${space}:${space}${value}`, 'i')],
  },
  {
    what: registryToken,
    path: /(^|\/)(\.pypirc|pip\.conf)$/i,
    content: [new RegExp(`password${space}[=:]${space}${value}|://[^/\\s:]+:[^/\\s@$]+@`, 'i')],
  },
  // Texts of a site are in files of this name too.
  {
    what: registryToken,
    path: /(^|\/)auth\.json$/i,
    content: [/"(http-basic|bearer|(github|gitlab|bitbucket)-[a-z]+)"\s*:\s*\{/, /:\s*"[^"{$]/],
  },
  { what: registryToken, path: /(^|\/)nuget\.config$/i, content: [/ClearTextPassword/] },
  {
    what: registryToken,
    path: /(^|\/)bunfig\.toml$/i,
    content: [new RegExp(`\\btoken${space}=${space}${value}`)],
  },
  { what: registryToken, path: /(^|\/)(\.cargo\/credentials(\.toml)?|\.gem\/credentials)$/i },

  {
    what: signIn,
    path: /(^|\/)(\.git-credentials|\.htpasswd|\.pgpass|\.mylogin\.cnf|\.vault-token|\.clasprc\.json|credentials\.tfrc\.json|\.dockercfg)$/i,
  },
  {
    what: signIn,
    path: /(^|\/)(\.docker\/config\.json|\.config\/(gh|gcloud|doctl|hub)\/.+|\.azure\/.+|\.streamlit\/secrets\.toml)$/i,
  },
  { what: signIn, path: /\.json$/i, content: [/"auths"\s*:\s*\{/, /"(auth|identitytoken)"\s*:\s*"[^"]/] },
  { what: signIn, path: /(^|\/)([._]netrc|\.my\.cnf)$/i, content: [/password/i] },
  { what: signIn, path: /\.json$/i, content: [/"(client_secret|refresh_token)"\s*:\s*"(?=[^"]*\d)[^"{$\s]{12,}"/] },
  // Tokens that their makers gave a beginning of their own; the length tells them from a word about them.
  {
    what: signIn,
    content: [
      /(?<![A-Za-z0-9_-])(?:sk_live_[A-Za-z0-9]{20}|rk_live_[A-Za-z0-9]{20}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{10})/,
    ],
  },
  { what: kubeconfig, path: /(^|\/)(\.kube\/config|kubeconfig(\.ya?ml)?|[^/]+\.kubeconfig)$/i },
  {
    what: kubeconfig,
    path: /(\.(ya?ml|conf)|(^|\/)[^/.]+)$/i,
    content: [/^kind: Config\s*$/m, /^[ \t-]*(client-key-data|token):[ \t]*\S/m],
  },
  { what: signIn, path: /(^|\/)\.(ssh|gnupg)\/(?!known_hosts|config$|authorized_keys|[^/]+\.pub$)/i },

  { what: terraform, path: /\.(tfstate(\.[^/]+)?|tfvars(\.json)?)$/i },
  { what: vault, path: /\.(kdbx?|1pif|opvault|agilekeychain|keychain(-db)?)$/i },
  { what: history, path: /(^|\/)\.((ba|z)?sh|psql|mysql|sqlite|python|node_repl|irb|rediscli)_history$/i },

  {
    what: dump,
    path: /(^|[/._-])(dump|backup)([._-][^/]*)?\.sql$|\.sql\.(gz|bz2|xz|zst|zip)$|\.dump(\.(gz|bz2|xz|zst|zip))?$|(^|\/)dump\.rdb$/i,
  },
  // A dump of the tables alone is part of many projects; it fills in no more than which of its migrations have run.
  {
    what: dump,
    path: /\.(sql|txt|bak)$/i,
    content: [
      /^-- (?:PostgreSQL database dump|MySQL dump|MariaDB dump|phpMyAdmin SQL Dump)/m,
      /^(?:COPY .* FROM stdin;|INSERT INTO (?!\S*(?:migrations|migrate|ar_internal_metadata|alembic|flyway)))/m,
    ],
  },
  { what: dump, content: [/^PGDMP/] },
  { what: dataFile, path: /\.(sqlite3?|db3?|mdb|accdb)(-(wal|shm|journal))?$/i },
  { what: dataFile, content: [/^SQLite format 3\0/] },
];

/** What shows how such a file looks, without what is secret in it. */
const samples =
  /([._-](example|sample|template|dist|defaults?)|(^|\/)(example|sample|template|defaults?)\.(env|tfvars))$/i;

/** What libraries ship is public already, test keys and all. */
export const isDependency = (path: string): boolean =>
  /(^|\/)(node_modules|site-packages|bower_components)\//.test(path);
/** Copies of packages, beside which there may be something of one's own. */
const copies = /(^|\/)vendor\//;

/** What a file's name and its beginning say that it is; undefined for what may be sent. */
export function secretIn(path: string, head: () => string): Words | undefined {
  if (isDependency(path)) return undefined;
  const found = kinds.find(({ path: name, content = [] }) => {
    if (name && (samples.test(path) || !name.test(path))) return false;
    if (content.length > 0 && copies.test(path)) return false;
    return content.every((pattern) => pattern.test(head()));
  });
  return found?.what;
}
