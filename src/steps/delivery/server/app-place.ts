import { imageFile } from '../layout.ts';

/**
 * Where and as whom the app runs on its server, for programs in Python there: what a unit of it has
 * (`units.ts`), and what its container has (`release.ts`).
 */
export const appPlace = `import os, pwd, re

CURRENT = "/opt/app/current"
SETTINGS = "/etc/stepway/app.env"
HOME = "/var/lib/app"
UPSTREAM = "/etc/nginx/stepway/upstream.conf"
USER = "app"


def settings(text):
    """What systemd reads in an EnvironmentFile: systemd.exec(5)."""
    found = {}
    quoted = r"""'[^']*'|"(?:[^"\\\\]|\\\\.)*"|(?:[^"'\\\\\\n]|\\\\.)+"""
    for line in re.finditer(rf"^[ \\t]*([A-Za-z_]\\w*)[ \\t]*=[ \\t]*((?:{quoted})*)", text, re.M | re.S):
        value = ""
        for part in re.findall(quoted, line[2], re.S):
            if part[0] == "'":
                value += part[1:-1]
            elif part[0] == '"':
                value += re.sub(r'\\\\(["$\`\\\\\\n])', lambda one: one[1].strip("\\n"), part[1:-1])
            else:
                value += re.sub(r"\\\\(.)", lambda one: one[1].strip("\\n"), part, flags=re.S)
        found[line[1]] = value if line[2][-1:] in ("'", '"') else value.rstrip()
    return found


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


class Refused(Exception):
    """What is asked for cannot be; the word for it is the client's to explain."""


class Place:
    """The app as it runs: its folder, its environment, and who it is."""

    def __init__(self):
        self.folder = os.path.realpath(CURRENT)
        if not os.path.isdir(self.folder):
            raise Refused("no-release")
        self.container = None
        if os.path.exists(os.path.join(self.folder, "${imageFile}")):
            slot = re.search("slot ([ab])", read(UPSTREAM))
            self.container = f"app-{slot[1]}" if slot else "app"
        self.env = {
            "HOME": HOME,
            "USER": USER,
            "LOGNAME": USER,
            "SHELL": "/bin/bash",
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            **settings(read(SETTINGS)),
        }
        # The port is taken by the app that serves.
        self.env.pop("PORT", None)

    def command(self, words, *flags):
        """These words as they are started there; the flags are those of docker."""
        if self.container:
            return ["docker", "exec", "--interactive", *flags, self.container, *words]
        start = "deploy/run.sh"
        takes = os.access(os.path.join(self.folder, start), os.X_OK) and "$@" in read(os.path.join(self.folder, start))
        return [os.path.join(self.folder, start), *words] if takes else words

    def shell(self):
        if self.container:
            return self.command(["sh", "-c", "if command -v bash >/dev/null; then exec bash; else exec sh; fi"], "--tty")
        # What it reads at its start would set another prompt.
        return self.command(["bash", "--norc"])

    def begin(self):
        """In the process that becomes the command; the client of docker stays who this is."""
        os.chdir(self.folder)
        if not self.container:
            become(USER)


def become(name):
    if os.geteuid() != 0:
        return
    user = pwd.getpwnam(name)
    os.initgroups(name, user.pw_gid)
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
`;
