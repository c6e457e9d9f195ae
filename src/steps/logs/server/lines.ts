/**
 * What Python on the server knows of the journal: whose an entry is, and how it is said. Each line has its time to the
 * microsecond, the name of what said it, and what it said.
 */
export const lines = `import json
import re
from datetime import datetime, timezone

SOURCES = [
    ('app', re.compile(r'app(@[ab])?\\.service')),
    ('worker', re.compile(r'app-worker-[ab]@(.+)\\.service')),
    ('deploy', re.compile(r'(app-release|app-drain)@.*|stepway-app\\.service|codedeploy-agent\\.service')),
    ('setup', re.compile(r'(nginx|stepway-.*)\\.service')),
]
JOURNAL = ['journalctl', '--quiet', '--all', '--output=json', '--output-fields='
           'MESSAGE,UNIT,_SYSTEMD_UNIT,SYSLOG_IDENTIFIER,_TRANSPORT']


def text_of(value):
    if isinstance(value, list):
        if all(isinstance(one, int) for one in value):
            return bytes(value).decode('utf-8', 'replace')
        return '\\n'.join(text_of(one) for one in value)
    return value or ''


def source_of(entry):
    unit = entry.get('UNIT') or entry.get('_SYSTEMD_UNIT') or ''
    for source, pattern in SOURCES:
        found = pattern.fullmatch(unit) if isinstance(unit, str) else None
        if found:
            name = found[1] if source == 'worker' else entry.get('SYSLOG_IDENTIFIER')
            if source == 'app':
                name = 'web'
            return source, name
    identifier = entry.get('SYSLOG_IDENTIFIER')
    if isinstance(identifier, str) and identifier.startswith('stepway-'):
        return 'setup', identifier
    if entry.get('_TRANSPORT') == 'kernel' and 'Out of memory' in text_of(entry.get('MESSAGE')):
        return 'app', 'kernel'
    return None, None


def lines_of(entry):
    """What a journal's entry says of the site, as pairs of a source and a line."""
    source, name = source_of(entry)
    if source is None:
        return
    at = datetime.fromtimestamp(int(entry['__REALTIME_TIMESTAMP']) / 1e6, timezone.utc)
    head = at.strftime('%Y-%m-%dT%H:%M:%S.%fZ ') + re.sub(r'\\s', '_', text_of(name) or '-')
    for line in re.split(r'[\\r\\n]+', text_of(entry.get('MESSAGE'))):
        if line:
            yield source, head + ' ' + line
`;
