import { format } from 'prettier';
import deliveryScopes from '../../src/permissions/scopes-delivery.json' with { type: 'json' };
import scopes from '../../src/permissions/scopes.json' with { type: 'json' };
import { controls, isMet, isNotMet, isNotThere, type Control } from './controls.ts';
import { unscoped } from './unscoped.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(...heads), row(...heads.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

const ids = ({ securityHub = [], cis = [], checkov = [], cfnNag = [] }: Control) =>
  [...securityHub, ...cis.map((numbers) => `CIS ${numbers}`), ...checkov, ...cfnNag].join(', ');

const only = (control: Control) =>
  isMet(control) && control.of ? `${control.requirement} (${control.of})` : control.requirement;

/** The actions that share a reason. */
const byReason = [...new Set(Object.values(unscoped))].map((why) => [
  Object.keys(unscoped)
    .filter((action) => unscoped[action] === why)
    .map((action) => `\`${action}\``)
    .join(', '),
  why,
]);

/** `docs/security.md`: written from the tables that the tests go by. */
export const securityPage = (): Promise<string> =>
  format(
    `# Security

<!-- Written from test/reliability/controls.ts and src/permissions/scopes*.json: \`npx vitest run test/reliability/audit.test.ts -u\` -->

What a stack is like, in the words of the catalogues by which AWS accounts are judged: AWS Security Hub (EC2.8, RDS.2 …), the CIS AWS Foundations Benchmark (the numbers in versions 5.0 / 6.0 / 7.0), Checkov (CKV) and cfn_nag (F, W). The tests build every variant of the stack, read it back through AWS’s API and check each line of the first table.

## What is met

${table(
  ['Required', 'How', 'Ids'],
  controls.filter(isMet).map((control) => [only(control), control.met, ids(control)]),
)}

## What is knowingly not met

${table(
  ['Required', 'Why not', 'Ids'],
  controls.filter(isNotMet).map((control) => [control.requirement, control.not, ids(control)]),
)}

## What there is nothing of

${table(
  ['Required', '', 'Ids'],
  controls.filter(isNotThere).map((control) => [control.requirement, control.absent, ids(control)]),
)}

## The permissions that stepway asks for

\`stepway plan --permissions\` prints the IAM policy of a user who may do what stepway does. It names each action; the tests hold it against every call of whole lives of all variants, and deny the same calls for what is not stepway’s. “Label” is the tag \`stepway:name\`: of any stack, not of one alone.

${table(
  ['Statement', 'Scope and reason'],
  scopes.map(({ Sid, why }) => [Sid, why]),
)}

With \`--delivery\` comes a second policy, because IAM takes 6,144 characters in one: \`stepway plan --permissions delivery\`.

${table(
  ['Statement', 'Scope and reason'],
  deliveryScopes.map(({ Sid, why }) => [Sid, why]),
)}

What AWS offers no way to confine:

${table(['Actions', 'Why, and what confines them all the same'], byReason)}

**Whoever has this policy can become more.** \`iam:PutRolePolicy\` writes what the server’s role may do, and no condition can look into what is written; whoever may do that and start a server can let the server do anything. It is confined to roles called \`*-server-role\`, which can be handed to EC2 alone, and AttachRolePolicy to one policy of AWS’s. A permissions boundary is not demanded: it would have to be a policy that is in the account beforehand, the narrowest of AWS’s own that lets the server work (PowerUserAccess) would still open all data, and roles that were made without one could no longer be changed. So give this policy only to people and machines that you would trust with the account, or use an account for the stack alone; that is AWS’s own advice, too.

## What is never shown and never written down

Keys, session tokens and passwords: those in the environment, those that the AWS SDK has found (in a profile, a session, a process), and whatever looks like one. They are taken out of all that is printed, \`--json\` and \`--verbose\` included, and out of the state. The database’s password is made by RDS and kept in Secrets Manager; stepway never has it. What AWS, DNS and others say cannot command the terminal either: control characters and those that turn or hide text are taken out.

The state is in \`.stepway/\`, readable for its owner only and left out of git. It holds ids, names and your answers.
`,
    { parser: 'markdown', printWidth: 120, proseWrap: 'preserve', singleQuote: true },
  );
