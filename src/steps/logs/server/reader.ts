import { lines } from './lines.ts';

/**
 * Reads the lines of a server page by page, for whoever has no log in CloudWatch: what it prints fits into what Systems
 * Manager returns of a command, which is 24,000 characters. It is given where each of its sources was left, and says
 * where it has come to: no line comes twice, and none is left out when nginx's files are rotated.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html
 */
export const reader = `${lines}
import base64
import gzip
import itertools
import os
import subprocess
import sys

ROOM = 18000
ROOT = os.environ.get('STEPWAY_ROOT', '')
MOST = 4000
FILES = [
    ('web', 'access', ROOT + '/var/log/nginx/access.log'),
    ('web', 'error', ROOT + '/var/log/nginx/error.log'),
    ('deploy', 'hooks', ROOT + '/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log'),
]
TIME = re.compile(r'(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?([+-]\\d\\d:?\\d\\d|Z)?')


def time_in(text):
    found = TIME.search(text)
    if not found:
        return None
    part = [int(one) for one in found.groups()[:6]] + [int((found[7] or '0').ljust(6, '0'))]
    zone = found[8]
    if zone and zone != 'Z':
        at = datetime.strptime(zone.replace(':', ''), '%z').tzinfo
    else:
        at = timezone.utc if zone else None
    return datetime(*part, tzinfo=at).timestamp() if at else datetime(*part).timestamp()


def stamp(at):
    return datetime.fromtimestamp(at, timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%fZ')


def journal(position, since, last, wanted):
    """Items of the journal: their time, the place after them, and their lines."""
    back = position is None and since is None
    place = ['--reverse'] if back else ['--after-cursor=' + position] if position else ['--since=@%f' % since]
    run = subprocess.Popen(JOURNAL + place, stdout=subprocess.PIPE)
    items, count = [], 0
    for raw in run.stdout:
        entry = json.loads(raw)
        found = []
        for source, line in lines_of(entry):
            if source in wanted:
                time, name, text = line.split(' ', 2)
                found.append((time, source, name, text))
        items.append((int(entry['__REALTIME_TIMESTAMP']) / 1e6, entry['__CURSOR'], found))
        count += len(found)
        if count >= (last if back else MOST) or len(items) >= 20 * MOST:
            break
    run.kill()
    return items[::-1] if back else items


def read(path, start):
    """Pairs of a line and the place after it; what is being written has no end yet."""
    with open(path, 'rb') as file:
        file.seek(start)
        for raw in file:
            if not raw.endswith(b'\\n'):
                return
            start += len(raw)
            yield raw.decode('utf-8', 'replace').rstrip('\\r\\n'), start


def logfile(source, name, path, position, since):
    """The same of a file: the place in it has the number of the file as well, since files are rotated."""
    parts = []
    for one in (path + '.1', path):
        if os.path.exists(one):
            is_now = os.stat(one)
            parts.append((one, is_now.st_ino, is_now.st_size))
    if position:
        known = [number for _, number, _ in parts]
        parts = parts[known.index(position[0]):] if position[0] in known else parts[-1:]
    elif since is None:
        parts = parts[-1:]
    at, items = None, []
    for one, number, size in parts:
        start = position[1] if position and number == position[0] else 0
        if not position and since is None:
            start = max(0, size - 400000)
        rows = read(one, start)
        if not position and since is None and start:
            rows = itertools.islice(rows, 1, None)
        for line, end in rows:
            at = time_in(line) or at
            if at is None or (since is not None and not position and at < since) or not line:
                continue
            items.append((at, [number, end], [(stamp(at), source, name, line)]))
            if len(items) >= MOST and (position or since is not None):
                return items
    return items


def main():
    given = json.loads(sys.argv[1])
    position, since, last, wanted = given.get('position') or {}, given.get('since'), given['last'], given['sources']
    if position:
        since = None
    streams = {}
    if set(wanted) - {'web'}:
        streams['journal'] = journal(position.get('journal'), position.get('since', since), last, wanted)
    for source, name, path in FILES:
        if source in wanted and os.path.exists(path):
            left = position.get(path)
            start = 0 if position and not left else since
            streams[path] = logfile(source, name, path, left, start)
    # Whose lines were not all read may have more at that time.
    ends = [items[-1][0] for items in streams.values() if len(items) >= MOST]
    until = min(ends) if ends else None
    merged = sorted(((one, key) for key, items in streams.items() for one in items), key=lambda pair: pair[0][0])
    if until is not None:
        merged = [pair for pair in merged if pair[0][0] <= until]
    if not position and since is None:
        count = 0
        for index in range(len(merged) - 1, -1, -1):
            count += len(merged[index][0][2])
            if count >= last:
                merged = merged[index:]
                break
    total = sum(len(items) for items in streams.values())
    size = len(merged)
    while True:
        place = dict(position)
        place.setdefault('since', datetime.now(timezone.utc).timestamp() if since is None else since)
        for (_, after, _), key in merged[:size]:
            place[key] = after
        said = {'lines': [line for (_, _, found), _ in merged[:size] for line in found], 'position': place,
                'more': size < len(merged) or until is not None}
        text = base64.b64encode(gzip.compress(json.dumps(said).encode(), 9)).decode()
        if len(text) <= ROOM or size <= 1:
            break
        size = size // 2
    print(text)


main()
`;
