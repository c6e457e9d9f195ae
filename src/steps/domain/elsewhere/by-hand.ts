import { word } from '../../../cli-commands/bash.ts';
import type { Recorder } from '../../../cli-commands/recorder.ts';
import type { Words } from '../../../words.ts';
import { hasRecord } from '../has-record.ts';
import type { Asked } from './gate.ts';
import { lineOf } from './wanted.ts';

/** What only the user can do: the script shows what, and looks whether it is done. */
export function waitForRecords(recorder: Recorder, say: (words: Words) => string, { zoneName, records }: Asked): void {
  recorder.line(
    `say ${word(
      say({
        en: `Where the DNS of ${zoneName} is managed, set these records (set SKIP_DELEGATION_CHECK=1 not to wait for them):`,
        ko: `${zoneName}의 DNS를 관리하는 곳에 다음 레코드를 추가하세요(SKIP_DELEGATION_CHECK=1이면 기다리지 않음):`,
      }),
    )}`,
  );
  for (const record of records) recorder.line(`say ${word(`  ${lineOf(record)}`)}`);
  for (const { name, type, value } of records) {
    // The top of a zone shows addresses in place of the name that it leads to.
    const asked =
      type === 'ALIAS' ? `nslookup -type=A ${word(name)} >/dev/null` : hasRecord(type, word(name), word(value));
    recorder.line(`until [ -n "\${SKIP_DELEGATION_CHECK:-}" ] || ${asked}; do sleep 30; done`);
  }
}
