import type { ChangeResourceRecordSetsRequest } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { built } from '../engine/mortal.ts';
import { newStack, type Stack } from '../support/stack.ts';

/** The names of the CNAME records that a call to AWS deletes; none for every other call. */
function deletedBy({ operation, input }: Pick<Stack['calls'][number], 'operation' | 'input'>): string[] {
  if (operation !== 'ChangeResourceRecordSets') return [];
  const { ChangeBatch } = input as ChangeResourceRecordSetsRequest;
  return (ChangeBatch?.Changes ?? []).flatMap(({ Action, ResourceRecordSet: record }) =>
    Action === 'DELETE' && record?.Type === 'CNAME' ? (record.Name ?? []) : [],
  );
}

describe('the validation records of a site with www.', () => {
  const flags = { www: 'true', database: 'none' };

  test('go in one change, so that a run that is killed leaves both or none', async () => {
    const stack = newStack();
    await stack.up(flags);
    await stack.teardown();
    const changes = stack.calls.map(deletedBy).filter((names) => names.length > 0);
    expect(changes.map((names) => names.length)).toEqual([2]);
    expect(built(stack)).toEqual([]);
  });

  test('both go when somebody else deletes one of them at the same moment', async () => {
    let theirs: string | undefined;
    const stack = newStack({
      onCall(call) {
        const [name, other] = deletedBy(call);
        if (theirs !== undefined || name === undefined || other === undefined) return;
        theirs = name;
        for (const zone of stack.rehearsal.account.data.zones)
          zone.records = zone.records.filter((record) => record.name !== name);
      },
    });
    await stack.up(flags);
    await stack.teardown();
    expect(theirs).toBeDefined();
    expect(built(stack)).toEqual([]);
  });
});
