// Lays a ground to look around in; `npm run ground` has put this process where it can. What follows is for `stepway up`.
import { withModule } from './generated.mjs';

await withModule('test/ground/by-hand.ts', ({ byHand }) =>
  byHand(process.argv.slice(2), (text) => process.stdout.write(text)),
);
