import { format } from 'prettier';
import type { Allowance } from '../src/permissions/allow.ts';
import type { Document } from '../src/permissions/policy.ts';
import { chapters } from '../src/steps/index.ts';
import { controls, isMet, isNotMet, isNotThere, type Control } from '../test/reliability/controls.ts';
import { unscoped } from '../test/reliability/unscoped.ts';
import { documents } from './policies.ts';

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

const code = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(', ');

const conditionIn = ({ when = {} }: Allowance) =>
  Object.entries(when).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      operator === 'Null'
        ? `${code([key])} is there`
        : `${code([key])} is ${operator.includes('Not') ? 'not ' : ''}${code([values].flat())}`,
    ),
  );

/** What a policy is about; the actions are in the policy itself. */
const scopesIn = ({ allowances }: Document) =>
  table(
    ['Resources', 'If', 'Why'],
    allowances.map((allowance) => [code(allowance.on), conditionIn(allowance).join(', '), allowance.why]),
  );

const [base, ...own] = documents;

const titleOf = ({ part }: Document) => chapters.find(({ id }) => id === part)?.title.en;

/** `docs/security.md`: written from what the steps allow, and from the tables that the tests go by. */
export const securityPage = (): Promise<string> =>
  format(
    `# Security

<!-- Written from test/reliability/controls.ts and what the steps allow: \`npm run permissions\` -->

How a stack measures up against the catalogs used to audit AWS accounts: AWS Security Hub (EC2.8, RDS.2 …), the CIS AWS Foundations Benchmark (the numbers in versions 5.0 / 6.0 / 7.0), Checkov (CKV) and cfn_nag (F, W). The tests build every variant of the stack, read it back through the AWS API and check every line of the first table.

## Controls that are met

${table(
  ['Required', 'How', 'Ids'],
  controls.filter(isMet).map((control) => [only(control), control.met, ids(control)]),
)}

## Controls that are deliberately not met

${table(
  ['Required', 'Why not', 'Ids'],
  controls.filter(isNotMet).map((control) => [control.requirement, control.not, ids(control)]),
)}

## Controls that do not apply

${table(
  ['Required', '', 'Ids'],
  controls.filter(isNotThere).map((control) => [control.requirement, control.absent, ids(control)]),
)}

## Permissions that stepway needs

\`stepway plan --permissions\` prints the IAM policy for running stepway. It names every action that changes something, except where all that a prefix allows (\`ec2:Delete*\`) is held to things with stepway’s label; of reads, it allows by prefix (\`rds:Describe*\`) those that tell only how things are set up. The tests check it against every call in the full lifecycle of all variants, and check that it denies the same calls on resources that are not stepway’s. “Label” means the tag \`stepway:name\`, of any stack.

${scopesIn(base!)}

What not everybody uses has a policy of its own, because IAM limits a policy to 6,144 characters and allows ten of them.

${own.map((one) => `${titleOf(one)}: \`stepway plan --permissions ${one.part}\`.\n\n${scopesIn(one)}`).join('\n\n')}

What AWS offers no way to restrict:

${table(['Actions', 'Why, and what limits them anyway'], byReason)}

**Anyone with this policy can escalate their privileges.** \`iam:PutRolePolicy\` defines what the server’s role may do, and no IAM condition can check its content; anyone allowed to do that and launch a server can let the server do anything. It is limited to roles named \`*-server-role\`, which can be passed only to EC2, and AttachRolePolicy is limited to one AWS managed policy. stepway does not require a permissions boundary: it would have to exist in the account beforehand, the narrowest AWS managed policy that lets the server work (PowerUserAccess) would still expose all data, and roles created without one could no longer be changed. So give this policy only to people and machines that you would trust with the account, or use a separate account for the stack, as AWS itself recommends.

## What leaves your computer

\`stepway deploy\` sends what git would take (tracked and new files, without what any of its ignore rules lists; without git, what the \`.gitignore\` files leave) and what the build made, without what \`.stepwayignore\` lists. The state, \`.git\`, \`node_modules\` and virtual environments never go. A link is followed only to a file in the project that goes anyway.

What looks like a secret is refused by name, and nothing is sent: private keys and key stores (a certificate alone may go), \`.env\` files other than examples, AWS access keys, tokens of package registries and command-line tools, service accounts, kubeconfigs, Terraform state, password stores; so are dumps and database files, which are data. Names decide, and the first megabyte of each file; packages in \`node_modules\` are not looked through. Only a line in \`.stepwayignore\` that names the file sends it. This finds what people leave lying about, not what somebody hides: look with \`stepway deploy --list\`.

The generated nginx configuration serves no dotfile but \`.well-known/\`, and nothing outside the site's folder. Where the project's top is the site, it does not serve what stepway and package managers put there, nor keys, dumps and databases.

## What runs on your computer

\`stepway deploy\` runs the bundle before it sends it, unless \`--no-try\` is given: \`deploy/install.sh\` and \`deploy/run.sh\`, as your user, and with them what your dependencies run when they are installed; \`deploy/prepare.sh\`, which is for root, never. They get a home of their own in a temporary folder, and of your environment \`PATH\` (without the \`node_modules/.bin\` of the project), the language, proxies, certificate authorities, the caches of npm and pip, and the addresses of package registries that have no user in them. So keys and tokens in your environment do not reach the app by mistake; it is no sandbox against a hostile package. The app listens on a free port until it has responded; then all that was started is ended, and the folder removed, also at Ctrl-C. If it fails, its last lines are shown on the screen; they are not in \`--json\`, and not stored.

## What is never shown or stored

Keys, session tokens and passwords: those in the environment, those that the AWS SDK finds (in a profile, a session, a process), and anything that looks like one. They are removed from all output, \`--json\` and \`--verbose\` included, and from the state. RDS generates the database’s password and stores it in Secrets Manager; stepway never has it. Text from AWS, DNS and others cannot control the terminal: control characters, and characters that reverse or hide text, are removed.

The state is in \`.stepway/\`, readable only by its owner and ignored by git. It contains IDs, names and your answers.
`,
    { parser: 'markdown', printWidth: 120, proseWrap: 'preserve', singleQuote: true },
  );
