import type { Machine } from './machine.ts';

/** Notes down, many times a second, what everybody can read of processes: arguments, and what is not root's or the app's of environments. */
const watcher = `import os, pwd, time
app = pwd.getpwnam("app").pw_uid
seen = set()
with open("/root/processes", "wb", 0) as notes:
    while True:
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                said = [open(f"/proc/{pid}/cmdline", "rb").read()]
                if os.stat(f"/proc/{pid}").st_uid not in (0, app):
                    said.append(open(f"/proc/{pid}/environ", "rb").read())
            except OSError:
                continue
            for one in said:
                if one not in seen:
                    seen.add(one)
                    notes.write(one.replace(b"\\0", b" ") + b"\\n")
        time.sleep(0.005)
`;

/** Begins to watch the processes of a server; what is given back says what it has seen. */
export async function watchProcesses(machine: Machine): Promise<() => Promise<string>> {
  await machine.write('/root/watcher.py', watcher);
  await machine.must('systemd-run --quiet --unit=watcher python3 /root/watcher.py');
  return () => machine.must('cat /root/processes');
}

/** A secret as it would be seen: its lines, and how it is spelled in addresses, JSON and base64. */
export const formsOf = (secret: string): readonly string[] => [
  ...secret.split('\n').filter((line) => line.length > 11),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2),
];

/** The files of a server that have one of these in them, each with its mode, owner and group. */
export async function filesWith(machine: Machine, secrets: readonly string[]): Promise<readonly string[]> {
  await machine.write('/root/secrets', `${secrets.flatMap(formsOf).join('\n')}\n`);
  const found = await machine.must(
    `chmod 600 /root/secrets
grep -rlFs --binary-files=text --exclude={secrets,processes} -f /root/secrets /etc /home /opt /root /run /srv /tmp /var |
  xargs -r -d '\\n' stat -c '%a %U:%G %n' || true`,
  );
  return found.trim().split('\n').filter(Boolean);
}
