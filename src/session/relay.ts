import { imageFile } from '../steps/delivery/layout.ts';

/**
 * What does on a server what `run` asks for: it comes with each session, and nothing of it stays. The
 * agent's terminal takes text and mixes what a program says with what it says of errors, so all goes through it as
 * lines: a letter for what it is, and base64.
 *
 * It asks for nothing before it has said that it is there: until then the terminal would say back what it hears.
 */
export const relay = `import base64, json, os, pwd, re, select, signal, subprocess, sys, time, tty

CURRENT = "/opt/app/current"
SETTINGS = "/etc/stepway/app.env"
HOME = "/var/lib/app"
UPSTREAM = "/etc/nginx/stepway/upstream.conf"
USER = "app"
MOST = 65536


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


def give(kind, data=b""):
    out.append(kind + base64.b64encode(data) + b"\\n")


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

    def command(self, words):
        if self.container:
            return ["docker", "exec", "--interactive", self.container, *words]
        start = "deploy/run.sh"
        takes = os.access(os.path.join(self.folder, start), os.X_OK) and "$@" in read(os.path.join(self.folder, start))
        return [os.path.join(self.folder, start), *words] if takes else words

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


def start(words, env, begin):
    """A command on pipes, at the head of a group of its own; undefined when there is no such command."""
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(words, env=env, preexec_fn=begin, start_new_session=True, stdin=pipe, stdout=pipe, stderr=pipe)
    except (FileNotFoundError, PermissionError) as error:
        missing = isinstance(error, FileNotFoundError)
        give(b"2", f"{words[0]}: {'command not found' if missing else 'permission denied'}\\n".encode(errors="surrogateescape"))
        give(b"x", b"127" if missing else b"126")
        return None


def end(child, name):
    try:
        os.killpg(child.pid, getattr(signal, "SIG" + name))
    except ProcessLookupError:
        pass


def pass_on(child):
    """Passes on what a command says and is told, until it has ended and all is said."""
    said = {child.stdout.fileno(): b"1", child.stderr.fileno(): b"2"}
    stdin = child.stdin.fileno()
    for one in (*said, stdin):
        os.set_blocking(one, False)
    told, is_last, hung_up = b"", False, None
    while said or child.poll() is None:
        full = sum(map(len, out)) > MOST
        readable = [] if hung_up else [0]
        wanted = [1] if out else []
        if told and stdin is not None:
            wanted.append(stdin)
        ready, free, _ = select.select(readable + ([] if full else list(said)), wanted, [], 0.5)
        if 1 in free:
            flush()
        if stdin in free:
            try:
                count = os.write(stdin, told)
                told = told[count:]
                give(b"w", str(count).encode())
            except BrokenPipeError:
                give(b"w", str(len(told)).encode())
                told, is_last = b"", True
        for one in ready:
            if one != 0:
                data = os.read(one, MOST // 2)
                give(said[one], data) if data else said.pop(one)
                continue
            for kind, data in hear():
                if kind == b"i" and stdin is not None:
                    told += data
                elif kind == b"i":
                    give(b"w", str(len(data)).encode())
                elif kind == b"e":
                    is_last = True
                elif kind == b"k":
                    end(child, data.decode())
                elif kind == b"":
                    hung_up = time.monotonic()
                    out.clear()
                    end(child, "HUP")
        if is_last and not told and stdin is not None:
            child.stdin.close()
            stdin = None
        if hung_up and time.monotonic() - hung_up > 5:
            end(child, "KILL")
            return
    give(b"x", str(child.returncode if child.returncode >= 0 else 128 - child.returncode).encode())


held = b""


def hear():
    """What has come, as pairs; a pair of nothing is that nobody is there any more."""
    global held
    try:
        data = os.read(0, MOST)
    except BlockingIOError:
        return []
    except OSError:
        data = b""
    if not data:
        return [(b"", b"")]
    *lines, held = (held + data).split(b"\\n")
    return [(line[:1], base64.b64decode(line[1:])) for line in lines if line]


def flush(all=False):
    while out:
        one = out[0]
        try:
            count = os.write(1, one)
        except BlockingIOError:
            if not all:
                return
            select.select([], [1], [])
            continue
        except OSError:
            out.clear()
            return
        if count == len(one):
            out.pop(0)
        else:
            out[0] = one[count:]
            if not all:
                return


def run(asked):
    place = Place()
    return start(place.command(asked["words"]), place.env, place.begin)


out = []
tty.setraw(0, tty.TCSANOW)
os.set_blocking(1, False)
# A handler that does nothing: what is ignored would be ignored by the command as well.
signal.signal(signal.SIGHUP, lambda *_: None)
give(b"h")
flush(True)
heard = []
while not heard:
    select.select([0], [], [])
    heard = hear()
if heard[0] == (b"", b""):
    sys.exit(1)
asked = json.loads(heard[0][1])
try:
    child = run(asked)
    if child:
        pass_on(child)
except Refused as error:
    give(b"!", str(error).encode())
flush(True)
`;

/** A command for \`sh\` that starts it as root, which the user of sessions may become. */
export const bootstrap = (program: string): string =>
  `exec sudo -n python3 -Ic 'import base64;exec(base64.b64decode("${Buffer.from(program).toString('base64')}"))'`;
