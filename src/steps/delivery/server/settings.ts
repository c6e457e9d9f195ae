/**
 * What writes the user's settings as a file that systemd reads to the letter. Between double quotes systemd takes a
 * backslash before `, ", $ and itself for an escape, and everything else as it stands, line breaks too:
 * https://www.freedesktop.org/software/systemd/man/252/systemd.exec.html#EnvironmentFile=
 *
 * Of a file that somebody may have edited it says whose quotes do not pair up: systemd would take what follows for a
 * part of the value.
 */
export const settingsFile = `#!/usr/bin/python3
# Reads what \`aws ssm get-parameters-by-path\` answers, and writes it as an EnvironmentFile of systemd; with the path of
# such a file it says what is wrong with that instead. stepway wrote this program, and replaces it when it has a new one.
import base64, json, re, sys

ENCODED = "stepway:base64:"


def value_of(stored):
    """What Parameter Store does not take as it is, is there in base64."""
    if not stored.startswith(ENCODED):
        return stored
    return base64.b64decode(stored[len(ENCODED):]).decode("utf-8")


# A value in quotes, to the end of its line; what is in the way of that is not there.
QUOTED = re.compile(r"""^[ \\t]*(\\w+)[ \\t]*=[ \\t]*(?=["'])('[^']*'|"(?:[^"\\\\]|\\\\.)*")?([ \\t\\r]*$)?""", re.M | re.S)


def check(text):
    """Ends where quotes do not pair up: what follows would be taken for a part of the value, and be lost."""
    for found in QUOTED.finditer(text):
        if found[2] is None or found[3] is None:
            line = text.count("\\n", 0, found.start(1)) + 1
            sys.exit(f"The quotes in line {line} of config/app.env do not pair up: {found[1]}.")


sys.stdout.reconfigure(encoding="utf-8")
if len(sys.argv) > 1:
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        check(file.read())
    sys.exit()
for parameter in sorted(json.load(sys.stdin.buffer)["Parameters"], key=lambda one: one["Name"]):
    name = parameter["Name"].rpartition("/")[2]
    # The port is the server's to give.
    if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) and name != "PORT":
        print(f'{name}="' + re.sub('(["$\`\\\\\\\\])', r"\\\\\\1", value_of(parameter["Value"])) + '"')
`;
