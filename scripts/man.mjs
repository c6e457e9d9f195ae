#!/usr/bin/env node
// Writes the pages of the manual, in each language, from the definitions of the commands.
// Usage: node scripts/man.mjs [--check]
//   --check   writes nothing; the exit code says whether the pages are up to date
import { withModule, writeOrCheck } from './generated.mjs';

const pages = { en: 'man/stepway.1', ko: 'man/ko/stepway.1' };

const files = await withModule('scripts/man-page.ts', ({ manPage }) =>
  Promise.all(Object.entries(pages).map(async ([language, path]) => ({ path, text: await manPage(language) }))),
);
writeOrCheck(files, 'npm run man');
