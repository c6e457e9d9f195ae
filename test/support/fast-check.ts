import fc from 'fast-check';
import { seed } from './thorough.ts';

// A run says the same of the same sources: other cases are found by `npm run prove`, and become tests of their own.
fc.configureGlobal({ seed });
