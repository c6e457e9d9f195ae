/**
 * What writes the user's settings as a file that systemd reads to the letter. Between double quotes systemd takes a
 * backslash before `, ", $ and itself for an escape, and everything else as it stands, line breaks too:
 * https://www.freedesktop.org/software/systemd/man/252/systemd.exec.html#EnvironmentFile=
 */
export const settingsFile = `#!/usr/bin/python3
# Reads what \`aws ssm get-parameters-by-path\` answers, and writes it as an EnvironmentFile of systemd. stepway wrote
# this program, and replaces it when it has a new one.
import base64, json, re, sys

ENCODED = "stepway:base64:"


def value_of(stored):
    """What Parameter Store does not take as it is, is there in base64."""
    if not stored.startswith(ENCODED):
        return stored
    return base64.b64decode(stored[len(ENCODED):]).decode("utf-8")


sys.stdout.reconfigure(encoding="utf-8")
for parameter in sorted(json.load(sys.stdin.buffer)["Parameters"], key=lambda one: one["Name"]):
    name = parameter["Name"].rpartition("/")[2]
    # The port is the server's to give.
    if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) and name != "PORT":
        print(f'{name}="' + re.sub('(["$\`\\\\\\\\])', r"\\\\\\1", value_of(parameter["Value"])) + '"')
`;
