import { lines } from './lines.ts';

/** Where the lines of the journal are laid down for the agent, a file a source. */
export const linesFolder = '/var/log/stepway';

/**
 * Lays down what the journal has of the site, each line once, also when it is killed: the place in the journal is noted
 * together with the sizes of the files, and what a file has beyond is not written again. The agent reads files, in every
 * version; only newer ones read the journal, with all fields of each entry to be paid for.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export const sender = `#!/usr/bin/python3
${lines}
import os
import select
import subprocess
import sys

FOLDER = os.environ.get('STEPWAY_LINES', '${linesFolder}')
STATE = os.path.join(FOLDER, '.place')
FULL = int(os.environ.get('STEPWAY_LINES_FULL', 20_000_000))


def path_of(source):
    return os.path.join(FOLDER, source + '.log')


def size_of(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def whole_lines(path, start):
    """How many lines a file has beyond a place; one that was cut goes."""
    if not os.path.exists(path):
        return 0
    with open(path, 'r+b') as file:
        file.seek(start)
        count, end = 0, start
        for line in file:
            if line.endswith(b'\\n'):
                count, end = count + 1, end + len(line)
        file.truncate(end)
    return count


def beyond(source, size):
    """How many lines were written after the place was noted, before or after the file was full."""
    path = path_of(source)
    if size_of(path) >= size:
        return whole_lines(path, size)
    return whole_lines(path + '.1', size) + whole_lines(path, 0)


def load():
    try:
        with open(STATE) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {'cursor': None, 'sizes': {}}


def save(cursor, sizes):
    with open(STATE + '.new', 'w') as file:
        json.dump({'cursor': cursor, 'sizes': sizes}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(STATE + '.new', STATE)


def write(source, text):
    with open(path_of(source), 'ab', buffering=0) as file:
        data = text.encode('utf-8', 'replace')
        while data:
            data = data[file.write(data):]
        os.fsync(file.fileno())


def main():
    os.makedirs(FOLDER, exist_ok=True)
    state = load()
    cursor = state['cursor']
    sources = [source for source, _ in SOURCES]
    skip = {source: beyond(source, state['sizes'].get(source, 0)) if cursor else 0 for source in sources}
    place = ['--after-cursor=' + cursor] if cursor else ['--since=-1day']
    journal = subprocess.Popen(JOURNAL + ['--follow', '--no-tail'] + place, stdout=subprocess.PIPE)
    rest = b''
    while True:
        select.select([journal.stdout], [], [])
        data = os.read(journal.stdout.fileno(), 262144)
        if not data:
            sys.exit('the journal has ended')
        *entries, rest = (rest + data).split(b'\\n')
        texts = {}
        for raw in entries:
            if not raw:
                continue
            entry = json.loads(raw)
            cursor = entry['__CURSOR']
            for source, line in lines_of(entry):
                if skip[source] > 0:
                    skip[source] -= 1
                else:
                    texts.setdefault(source, []).append(line + '\\n')
        for source, written in texts.items():
            write(source, ''.join(written))
        if texts:
            for source in texts:
                if size_of(path_of(source)) > FULL:
                    save(cursor, {one: size_of(path_of(one)) for one in sources})
                    os.replace(path_of(source), path_of(source) + '.1')
            save(cursor, {one: size_of(path_of(one)) for one in sources})


main()
`;
