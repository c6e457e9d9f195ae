import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionAccount, type Account } from '../session/account.ts';
import { small } from '../commands/support.ts';
import { openTerminal } from '../support/terminal.ts';

let account: Account;
beforeAll(async () => {
  account = await sessionAccount({ flags: [...small, '--delivery', 'local'] });
}, 120_000);
afterAll(() => account?.stop());

const marker = 'stty -a | grep -o -w -- "-\\?\\(icanon\\|echo\\|isig\\)" | paste -sd" "; echo "it ended with $code"';

/** A shell of the user's, in which the program runs, so that what it leaves behind of the terminal is seen. */
function open(args = 'shell') {
  const { cwd, env } = account;
  const script = `node "${new URL('../../bin/stepway.js', import.meta.url).pathname}" ${args}; code=$?; ${marker}`;
  return openTerminal({ program: 'bash', args: ['-c', script], cwd, env, columns: 100, rows: 30 });
}

/** What the shell says when it waits, at the beginning of a line. */
const prompt = /^app:\S+[#$]/m;

const session = () => account.place.sessions.at(-1);

describe('a shell on the server', () => {
  test("is in the app's folder, with its settings and the size of the window, which follows", async () => {
    const terminal = open();
    await terminal.waitFor(/Ctrl-D leaves/, 30_000);
    await terminal.waitFor(prompt);
    terminal.type('pwd; echo "region=$AWS_REGION"; stty size\r');
    await terminal.waitFor(`${account.root}/opt/app/releases/1`);
    await terminal.waitFor('region=us-east-1');
    await terminal.waitFor('30 100');
    terminal.resize(71, 19);
    terminal.type('sleep 1; stty size\r');
    await terminal.waitFor('19 71');
    terminal.press('ctrl-d');
    await terminal.waitFor('it ended with 0');
    expect(terminal.text()).toContain('isig icanon echo');
    expect(session()?.isOver).toBe(true);
  });

  test('gives Ctrl-C to what runs there', async () => {
    const terminal = open();
    await terminal.waitFor(prompt, 30_000);
    terminal.type('sleep 300\r');
    await terminal.waitFor('sleep 300');
    terminal.press('ctrl-c');
    terminal.type('echo "it was $?"\r');
    await terminal.waitFor('it was 130');
    terminal.type('exit 3\r');
    // Session Manager does not tell how a shell ended.
    await terminal.waitFor('it ended with 0');
    expect(await terminal.exited).toBe(0);
  });

  test('goes on where a connection that was cut is there again', async () => {
    const terminal = open();
    await terminal.waitFor(prompt, 30_000);
    terminal.type('kept=here\r');
    session()?.cut();
    await terminal.waitFor('It is there again');
    terminal.type('echo "kept=$kept"\r');
    await terminal.waitFor('kept=here\n');
    terminal.type('exit\r');
    await terminal.waitFor('it ended with 0');
    expect(await terminal.exited).toBe(0);
  });

  test('says why AWS ended it, and leaves the terminal as it was', async () => {
    const terminal = open();
    await terminal.waitFor(prompt, 30_000);
    session()?.close('Your session timed out due to inactivity.');
    await terminal.waitFor('it ended with 4');
    expect(terminal.text()).toContain('Your session timed out');
    expect(terminal.text()).toContain('isig icanon echo');
  });

  test('of the server itself is there on request', async () => {
    const terminal = open('shell --admin');
    await terminal.waitFor('sudo -i', 30_000);
    terminal.type('echo "home=$HOME"; exit\r');
    await terminal.waitFor('it ended with 0');
    expect(terminal.text()).not.toContain(`home=${account.root}`);
  });
});
