#!/usr/bin/env node
// Writes the IAM policies that stepway needs, from what its steps say that they may do, and docs/security.md.
// Usage: node scripts/permissions.mjs [--check]
//   --check   writes nothing; the exit code says whether the files are up to date
import { format, resolveConfig } from 'prettier';
import { withModule, writeOrCheck } from './generated.mjs';

const policies = await withModule('scripts/policies.ts', ({ documents, lengthOf, longest }) =>
  Promise.all(
    documents.map(async ({ path, policy }) => {
      const length = lengthOf(policy);
      if (length > longest)
        throw new Error(`${path} has ${length} characters; ${longest} leave room for the next step`);
      const style = await resolveConfig(path, { editorconfig: true });
      return { path, text: await format(JSON.stringify(policy), { ...style, filepath: path }) };
    }),
  ),
);
const page = await withModule('scripts/security-page.ts', async ({ securityPage }) => ({
  path: 'docs/security.md',
  text: await securityPage(),
}));
writeOrCheck([...policies, page], 'npm run permissions');
