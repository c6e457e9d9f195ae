import { appPlace } from '../steps/delivery/server/app-place.ts';

/**
 * What does on a server what `run`, `shell` and `db` ask for: it comes with each session, and nothing of it stays. The
 * agent's terminal takes text and mixes what a program says with what it says of errors, so all goes through it as
 * lines: a letter for what it is, and base64.
 *
 * It asks for nothing before it has said that it is there: until then the terminal would say back what it hears.
 */
export const relay = `${appPlace}
import base64, hashlib, json, select, signal, subprocess, sys, termios, time, tty

DATABASE_USER = "/etc/stepway/database.user"
AUTHORITIES = "/etc/stepway/rds.pem"
MOST = 65536


def give(kind, data=b""):
    out.append(kind + base64.b64encode(data) + b"\\n")


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
    child = start(place.command(asked["words"]), place.env, place.begin)
    if child:
        pass_on(child)


def shell(asked):
    """Takes the place of this program, on its terminal: that of the app, or where it has none that of whoever logs in."""
    place = None if asked["admin"] or not os.path.isdir(CURRENT) else Place()
    if place:
        words, env = place.shell(), {**place.env, "PS1": r"app:\\w\\$ ", "TERM": os.environ.get("TERM", "xterm-256color")}
    else:
        words, env = ["su", "-", os.environ.get("SUDO_USER", "root")], os.environ
    give(b"s", b"app" if place else b"admin")
    flush(True)
    os.set_blocking(1, True)
    termios.tcsetattr(0, termios.TCSANOW, before)
    if place:
        place.begin()
    os.execvpe(words[0], words, env)


def database(asked):
    """The app's own user of the database; where there is none yet the master, whom the server may look up."""
    user, password = USER, None
    if os.path.exists(DATABASE_USER):
        kept = dict(line.split("=", 1) for line in read(DATABASE_USER).splitlines() if "=" in line)
        if kept.get("HOST") == asked["host"]:
            password = kept["PASSWORD"]
    if password is None:
        user, password = master(asked)
    authorities = read(AUTHORITIES) if os.path.exists(AUTHORITIES) else None
    answer = {"user": user, "password": sealed(password, asked["key"]), "authorities": authorities}
    give(b"=", json.dumps(answer).encode())


def master(asked):
    if not asked.get("secret"):
        raise Refused("no-user")
    words = ["aws", "secretsmanager", "get-secret-value", "--region", asked["region"], "--secret-id", asked["secret"]]
    words += ["--query", "SecretString", "--output", "text"]
    found = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True)
    if found.returncode != 0:
        raise Refused("no-user")
    secret = json.loads(found.stdout)
    return secret["username"], secret["password"]


def sealed(text, key):
    """RSA-OAEP with SHA-256 (RFC 8017, 7.1.1), for one key alone: an account may keep what its sessions say in a log."""
    n, e = (int.from_bytes(base64.urlsafe_b64decode(key[part] + "=="), "big") for part in "ne")
    size, message = (n.bit_length() + 7) // 8, text.encode()

    def masked(data, seed):
        blocks = (hashlib.sha256(seed + at.to_bytes(4, "big")).digest() for at in range(len(data) // 32 + 1))
        return bytes(one ^ other for one, other in zip(data, b"".join(blocks)))

    seed = os.urandom(32)
    block = masked(hashlib.sha256(b"").digest() + bytes(size - len(message) - 66) + b"\\1" + message, seed)
    whole = b"\\0" + masked(seed, block) + block
    return base64.b64encode(pow(int.from_bytes(whole, "big"), e, n).to_bytes(size, "big")).decode()


out = []
before = termios.tcgetattr(0)
tty.setraw(0, termios.TCSANOW)
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
    {"run": run, "shell": shell, "database": database}[asked["do"]](asked)
except Refused as error:
    give(b"!", str(error).encode())
flush(True)
`;

/** A command for \`sh\` that starts it as root, which the user of sessions may become. */
export const bootstrap = (program: string): string =>
  `exec sudo -n python3 -Ic 'import base64;exec(base64.b64decode("${Buffer.from(program).toString('base64')}"))'`;
