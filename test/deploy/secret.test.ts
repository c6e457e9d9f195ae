import { describe, expect, test } from 'vitest';
import { secretIn } from '../../src/deploy/secret.ts';

const key = (kind: string) =>
  `-----BEGIN ${kind}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSj\n-----END ${kind}-----\n`;
const certificate = '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq\n-----END CERTIFICATE-----\n';
// The example that AWS itself uses for such keys.
const awsKey = ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'] as const;

const whatIs = (path: string, content = '') => secretIn(path, () => content)?.en;

describe('is known by its name', () => {
  test.each<[what: string, paths: readonly string[]]>([
    [
      'environment settings',
      [
        '.env',
        '.env.local',
        '.env.production',
        '.envrc',
        '.env~',
        '.env-prod',
        'api/.ENV',
        '.envrc.local',
        '.env ',
        '.dev.vars',
        'env.production',
      ],
    ],
    ['a private SSH key', ['id_rsa', 'keys/id_ed25519', 'id_ecdsa_sk', 'id_rsa.bak', 'server.ppk']],
    ['a key store', ['cert.p12', 'cert.PFX', 'android/release.jks', 'release.keystore']],
    [
      'a saved password or token',
      ['.git-credentials', '.htpasswd', '.pgpass', '.docker/config.json', '.config/gh/hosts.yml', '.ssh/anything'],
    ],
    ['an AWS access key', ['.aws/credentials', 'home/.aws/sso/cache/a.json']],
    ['a kubeconfig', ['kubeconfig', '.kube/config', 'prod.kubeconfig', 'kubeconfig.yaml']],
    ['Terraform', ['terraform.tfstate', 'terraform.tfstate.backup', 'infra/prod.tfvars', 'a.tfvars.json']],
    ['a password store', ['passwords.kdbx', 'login.keychain-db']],
    ['a record of what was typed', ['.bash_history', '.psql_history']],
    ['data: a database dump', ['dump.sql', 'shop-dump-2026.sql', 'backup.sql', 'db.sql.gz', 'shop.dump', 'dump.rdb']],
    ['data: a database file', ['db.sqlite3', 'app.sqlite', 'data/app.db', 'db.sqlite3-wal']],
  ])('%s', (what, paths) => {
    for (const path of paths) expect(whatIs(path), path).toContain(what);
  });
});

describe('is known by what is in it', () => {
  test.each<[what: string, path: string, content: string]>([
    ['a private key', 'server.pem', key('RSA PRIVATE KEY')],
    ['a private key', 'server.pem', certificate + key('PRIVATE KEY')],
    ['a private key', 'tls.crt', '-----BEGIN EC PRIVATE KEY-----\nshort\n-----END EC PRIVATE KEY-----'],
    ['a private key', 'notes.txt', `the key:\n${key('OPENSSH PRIVATE KEY')}`],
    ['a private key', 'src/key.js', `export const key = "${key('PRIVATE KEY').replaceAll('\n', String.raw`\n`)}";`],
    [
      'a private key',
      'old.txt',
      key('RSA PRIVATE KEY').replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0F\n\n'),
    ],
    ['a private key', 'mine.asc', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF…'],
    [
      'a private key',
      'jwks.json',
      '{"keys":[{"kty":"EC","crv":"P-256","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9"}]}',
    ],
    ['a private key', 'wg0.conf', '[Interface]\nPrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n'],
    ['a private key', 'config/master.key', '0123456789abcdef0123456789abcdef'],
    ['a service account', 'service-account.json', '{"type": "service_account", "private_key": "x"}'],
    ['a service account', 'shop-service_account.json', '{"private_key": "x"}'],
    ['an AWS access key', 'aws/credentials', '[default]\naws_secret_access_key = short\n'],
    ['a service account', 'x.json', `{"private_key": ${JSON.stringify(key('PRIVATE KEY'))}}`],
    ['a token for a package registry', '.npmrc', '//registry.npmjs.org/:_authToken=npm_abcdef\n'],
    ['a token for a package registry', 'web/.npmrc', '//registry.example.com/:_password="c2VjcmV0"\n'],
    ['a token for a package registry', '.yarnrc.yml', 'npmAuthToken: "abcdef"\n'],
    ['a token for a package registry', '.pypirc', '[pypi]\nusername = __token__\npassword = pypi-abc\n'],
    ['a token for a package registry', 'auth.json', '{"github-oauth": {"github.com": "abcdef"}}'],
    ['a saved password', '.netrc', 'machine example.com login a password b'],
    ['a saved password', 'client.json', '{"installed": {"client_secret": "GOCSPX-1bcdefghijkl"}}'],
    [
      'an AWS access key',
      'credentials',
      `[default]\naws_access_key_id = ${awsKey[0]}\naws_secret_access_key = ${awsKey[1]}\n`,
    ],
    ['an AWS access key', 'src/config.js', `new S3({ accessKeyId: '${awsKey[0]}', secretAccessKey: '${awsKey[1]}' })`],
    ['an AWS access key', 'accessKeys.csv', `Access key ID,Secret access key\n${awsKey.join(',')}\n`],
    ['an AWS access key', 'deploy.sh', `export AWS_SECRET_ACCESS_KEY=${awsKey[1]}\n`],
    ['a kubeconfig', 'cluster.yaml', 'apiVersion: v1\nkind: Config\nusers:\n- user:\n    client-key-data: abc\n'],
    ['environment settings', 'config/prod.env', 'NAME=shop\nDB_PASSWORD=hunter2\n'],
    ['environment settings', 'app.env.prod', 'DB_PASSWORD=hunter2\n'],
    ['environment settings', 'config/secrets.yml', 'production:\n  secret_key_base: 0a1b2c3d4e5f\n'],
    ['environment settings', 'secrets.json', '{\n  "apiKey": "hunter2"\n}\n'],
    ['password or token', 'registry.json', '{"auths": {"ghcr.io": {"auth": "b2N0b2NhdDpodW50ZXIy"}}}'],
    ['token for a package registry', 'docker.npmrc', '//registry.npmjs.org/:_authToken=npm_0a1b2c3d'],
    ['password or token', 'src/pay.js', `const key = '${['sk', 'live', '0a1b2c3d4e5f6a7b8c9d0e1f'].join('_')}';`],
    ['password or token', 'notes.md', ['ghp', '0'.repeat(36)].join('_')],
    ['data: a database dump', 'shop.sql', '-- PostgreSQL database dump\nCOPY public.users (id) FROM stdin;\n1\n'],
    ['data: a database dump', 'shop.sql', '-- MySQL dump 10.13\nINSERT INTO `users` VALUES (1);\n'],
    ['data: a database dump', 'anything', 'PGDMP\u0001'],
    ['data: a database file', 'cache.bin', 'SQLite format 3\0'],
  ])('%s: %s', (what, path, content) => {
    expect(whatIs(path, content)).toContain(what);
  });
});

test.each<[path: string, content?: string]>([
  ['.env.example', 'SECRET='],
  ['.env.sample'],
  ['.env.template'],
  ['.env.local.example'],
  ['example.env', 'API_KEY=yours'],
  ['config/app.env', 'PORT=8080\nAPI_KEY=\nTOKEN=$TOKEN\n'],
  ['terraform.tfvars.example'],
  ['.envelope'],
  ['config/secrets.yml', 'production:\n  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>\n'],
  ['pay.md', 'Your key begins with sk_live_ and is secret; one of GitHub begins with ghp_.'],
  ['registry.json', '{"auths": {"ghcr.io": {}}}'],
  ['environment.ts'],
  ['.npmrc', 'registry=https://registry.example.com\nengine-strict=true\n'],
  ['.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n'],
  ['.yarnrc.yml', 'nodeLinker: node-modules\nnpmAuthToken: "${NPM_TOKEN}"\n'],
  ['.npmrc', '_auth=\nregistry=https://registry.example.com\n'],
  ['.netrc', 'machine example.com'],
  ['id_rsa.pub', 'ssh-rsa AAAA'],
  ['ca.pem', certificate],
  ['public.key', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'],
  ['talk.key', 'PK\u0003\u0004'],
  ['signing.js', 'const head = "-----BEGIN PRIVATE KEY-----\\n" + body;'],
  ['README.md', 'Paste it: `-----BEGIN PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----`'],
  ['locales/en/auth.json', '{"login.title": "Sign in", "password": "Password"}'],
  ['locales/de.json', '{"client_secret": "Clientgeheimnis", "refresh_token": "Aktualisierungstoken"}'],
  ['locales/en.json', '{"private_key": "Private key", "client_secret": "Client secret"}'],
  ['s3.js', 'new S3({ accessKeyId: env.KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY })'],
  ['compose.yml', 'AWS_SECRET_ACCESS_KEY: ${AWS_SECRET_ACCESS_KEY}'],
  ['migrations/001_users.sql', 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);'],
  ['db/structure.sql', '-- PostgreSQL database dump\nCREATE TABLE a ();\nINSERT INTO "schema_migrations" VALUES (1);'],
  ['deployment.yaml', 'kind: Deployment\ntoken: abc'],
  ['package-lock.json', '{"integrity": "sha512-AKIA"}'],
  ['tokens.css', ':root { --token: red }'],
  ['node_modules/a/test/key.pem', key('RSA PRIVATE KEY')],
  ['node_modules/a/.env', 'SECRET=1'],
  ['lib/python3.13/site-packages/a/test.key', key('RSA PRIVATE KEY')],
  ['vendor/a/test/server.pem', key('RSA PRIVATE KEY')],
])('%s is not taken for one (%#)', (path, content) => {
  expect(whatIs(path, content)).toBeUndefined();
});

test('what lies beside copied packages is known by its name', () => {
  expect(whatIs('vendor/.env')).toContain('environment settings');
});

test('a megabyte of anything is looked through at once', () => {
  for (const text of [
    'token: x\n',
    '\n',
    ' ',
    'a_',
    '"',
    'kind: Config\n',
    'A',
    'aws_secret_access_key',
    '-----BEGIN PRIVATE KEY-----\n',
    'AKIAIOSFODNN7EXAMPLE ',
    'a\n',
    'INSERT INTO ',
  ]) {
    const content = text.repeat((1024 * 1024) / text.length);
    const before = process.cpuUsage();
    for (const path of ['a.yaml', 'a.sql', 'a.env', 'a.json', '.npmrc', 'a.bin']) whatIs(path, content);
    expect(process.cpuUsage(before).user / 1000, text).toBeLessThan(3000);
  }
});
