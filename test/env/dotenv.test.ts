import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDotenv, writeDotenv } from '../../src/env/dotenv.ts';

const read = (text: string) => Object.fromEntries(readDotenv(text));

describe('a .env file', () => {
  test('is read as people write them', () => {
    expect(
      read(`# settings
export A=1
 B = two words  # why
C="x # y"# z
D='$HOME "as it is" \\n'
E="line 1\\nline 2 \\"q\\" \\$5 \\\\"
F="really
two lines"

G=
H=http://a/#b
I=a=b;c
A=2
`),
    ).toEqual({
      A: '2',
      B: 'two words',
      C: 'x # y',
      D: '$HOME "as it is" \\n',
      E: 'line 1\nline 2 "q" $5 \\',
      F: 'really\ntwo lines',
      G: '',
      H: 'http://a/#b',
      I: 'a=b;c',
    });
    expect(read('\u{feff}A=1\r\nB="2"\r\n')).toEqual({ A: '1', B: '2' });
  });

  test.each(['A', 'A=1\nnot a setting', '1A=2', 'A="open', "A='open\n", 'A="1" 2', 'a-b=1', '=1'])(
    'that is none is refused, and nothing of it repeated: %j',
    (text) => {
      expect(() => readDotenv(text)).toThrow(/^Line \d of the file does not set anything: NAME=value is expected\.$/);
    },
  );

  test('says which line it is', () => {
    expect(() => readDotenv('A="1\n2"\n\n?')).toThrow('Line 4 ');
  });

  test('that was written has each value to the letter when it is read', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '#', ' ', '=', '\n', '\r', '\t', 'a', '{') }),
    );
    fc.assert(
      fc.property(value, (text) => {
        expect(
          read(
            writeDotenv(
              new Map([
                ['A', text],
                ['B', 'b'],
              ]),
            ),
          ),
        ).toEqual({ A: text, B: 'b' });
      }),
      { numRuns: 2_000 },
    );
  });
});
