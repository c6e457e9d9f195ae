/** What reads the Procfile of a release on a server: https://devcenter.heroku.com/articles/procfile */
export const process = `#!/bin/bash
# The processes of the release in this folder, as its Procfile has them: lines of NAME: COMMAND. Given a name, it runs
# that command by deploy/run.sh; else it lists the names. Without a Procfile there is \`web\` alone, which run.sh starts.
set -euo pipefail

fail() {
  echo "$*" >&2
  exit 1
}

# Without comments, and without what editors of Windows put before the first line and at the end of each.
lines() {
  sed -E '1s/^\\xef\\xbb\\xbf//; s/[[:space:]]+$//; /^[[:space:]]*(#|$)/d' Procfile
}

# The names, if all is as it must be.
names() {
  local name line
  while read -r line; do
    [[ "$line" =~ ^[A-Za-z0-9_-]+:[[:space:]]*[^[:space:]] ]] || fail "A line of the Procfile is not NAME: COMMAND: $line"
  done < <(lines)
  name="$(lines | cut -d : -f 1)"
  line="$(sort <<<"$name" | uniq -d | paste -sd ' ')"
  [ -z "$line" ] || fail "The Procfile has $line more than once."
  grep -qx web <<<"$name" || fail 'The Procfile has no web, which responds to visitors.'
  [ "$(lines)" = 'web: deploy/run.sh' ] || grep -q '[$]@' deploy/run.sh ||
    fail 'deploy/run.sh does not start what the Procfile says: run \`stepway init\` to have one that does.'
  echo "$name"
}

if [ ! -e Procfile ]; then
  [ $# -eq 0 ] || exec deploy/run.sh
  echo web
elif [ $# -eq 0 ]; then
  LC_ALL=C names
else
  command="$(LC_ALL=C lines | LC_ALL=C sed -n "s/^$1:[[:space:]]*//p")"
  [ "$command" != deploy/run.sh ] || exec deploy/run.sh
  exec deploy/run.sh bash -c "$command"
fi
`;
