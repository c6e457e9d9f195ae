import { healthRequest } from '../../server/health-request.ts';
import { put } from '../../server/put.ts';
import { imageFile } from '../layout.ts';

/**
 * What puts releases of the app on a server. Its only certain state is which slot nginx leads to, in one file that is
 * replaced as a whole; all else follows from that, or is made again.
 */
export const release = `#!/bin/bash
# Releases of the app on this server: makes one ready while another serves, tries it beside that one, switches nginx
# over to it, and lets the old one finish its requests. stepway wrote this file, and replaces it when it has a new one.
#
# What is live is said in one place, which nginx reads as well: upstream.conf, with a port and a slot. There are two
# slots, a and b. Each has a release (a link), settings (a file) and a unit, app@a or app@b. Only the slot that is not
# live is ever changed: whatever ends this program, and whenever, what is live stays as it was. The workers of what is
# live run in app-worker-a@NAME or app-worker-b@NAME.
set -euo pipefail
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

releases=/opt/app/releases
slots=/opt/app/slots
etc=/etc/stepway
upstream=/etc/nginx/stepway/upstream.conf
run=/run/stepway

# Seconds: for an app to respond, which takes Java a minute and more on a small server; from its first response to a
# good one; for its last requests once another serves, for whose connections nginx has up to 125 s.
patience=240
forbearance=60
farewell=140
# For how long an app that responds well is watched before it gets visitors: many listen first, and end when they then
# do not reach their database.
probation=3
# An app that ended so often by itself does so again.
most_restarts=3
# How many releases stay, with the one that is live.
kept=5
# MB of the disk that a release leaves free: for logs, and for what its packages take at the least.
room=50

fail() {
  echo "$*" >&2
  exit 1
}

# Writes what it reads to a file, whole or not at all.
${put}
point() {
  ln -sfnT "$2" "$1.new"
  mv -fT "$1.new" "$1"
  sync "$(dirname "$1")"
}

# What is live: its port, its slot and its release; in no slot what files of an early \`stepway init\` run. There is
# nothing at first: the welcome page is at another address.
look() {
  local text
  live_port='' live_slot='' live_id=''
  text="$(<"$upstream")"
  [[ ! "$text" =~ 127[.]0[.]0[.]1:([0-9]+) ]] || live_port="\${BASH_REMATCH[1]}"
  if [[ "$text" =~ "slot "([ab]) ]]; then
    live_slot="\${BASH_REMATCH[1]}"
    live_id="$(release_in "$live_slot")"
  fi
}

release_in() {
  basename "$(readlink "$slots/$1" || true)"
}

port_in() {
  sed -n '/^PORT=/{s///p;q}' "$1" 2>/dev/null
}

unit_of() {
  if [ -n "$1" ]; then echo "app@$1.service"; else echo app.service; fi
}

# The two ports of the app. 80 and 443 are those of nginx.
ports() {
  local first="$APP_PORT"
  case "$first" in 80 | 443) first=$((first + 10000)) ;; esac
  echo "$first"
  if ((first > 55535)); then echo $((first - 10000)); else echo $((first + 10000)); fi
}

# The one of them that neither what is live nor anything else has; the former may just be starting again.
free_port() {
  local port
  for port in $(ports); do
    if [ "$port" != "$live_port" ] && [ -z "$(ss -Hltn "sport = :$port")" ]; then
      echo "$port"
      return
    fi
  done
}

no_port() {
  fail "Other programs on the server use the ports $(ports | paste -sd ' ')."
}

# Asks at the health path as the load balancer does, and says what the response was; 000 is none.
ask() {
  ${healthRequest} "\${@:2}" "$1$HEALTH_PATH" || true
}

ask_app() {
  ask "http://127.0.0.1:$1"
}

is_well() {
  [[ "$1" =~ ^[23] ]]
}

# --- Settings

# Fetches the app's settings: those of the server, what it connects to its database with, and the user's, which come last.
# The port is given to each slot on its own. What fails ends it explicitly: where it is only tried, \`set -e\` is off.
fetch() {
  local authorities="$etc/rds.pem" patiently=(--cli-connect-timeout 5 --cli-read-timeout 20 --region "$REGION")
  if ! (umask 077 && aws s3 cp --only-show-errors "\${patiently[@]}" "s3://$BUCKET/config/app.env" "$run/app.env" </dev/null); then
    fail "Could not download the app settings (config/app.env) from $BUCKET. Run \\\`stepway up\\\` to create them."
  fi
  /opt/stepway/settings.py "$run/app.env" || exit 1
  if ! (
    umask 077
    aws ssm get-parameters-by-path "\${patiently[@]}" --output json --recursive --with-decryption --path "$SETTINGS" </dev/null |
      /opt/stepway/settings.py >"$run/user.env"
  ); then
    fail "Could not read the app settings from Parameter Store ($SETTINGS). Run \\\`stepway up\\\` to allow it."
  fi
  if grep -q '^DATABASE_HOST=.' "$run/app.env" && [ ! -e "$authorities" ]; then
    curl -fsS --retry 3 -o "$run/rds.pem" https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem ||
      fail 'Could not download the certificates of Amazon RDS from truststore.pki.rds.amazonaws.com.'
    put "$authorities" <"$run/rds.pem" || fail "Could not write $authorities."
  fi
  (umask 077 && /opt/stepway/database "$run/app.env" >"$run/database.env") || exit 1
  {
    sed '/^PORT=/d' "$run/app.env"
    # A last line without its end, or with a backslash there, would go on in the next one.
    printf '\\n\\n'
    cat "$run/database.env" "$run/user.env"
  } | put "$etc/settings.env" 640 ||
    fail "Could not write the app settings to $etc/settings.env."
}

# The settings with the port that the app is to listen on, which comes first: a line of a user's value may look like it.
settings() {
  echo "PORT=$1"
  cat "$etc/settings.env"
}

# --- Releases

# A name for what is in a folder: the paths, their modes, the bytes.
name_of() {
  (
    cd "$1"
    find . -type f -printf '%m %p\\0' -o -type l -printf '%l %p\\0' | sort -z
    find . -type f -print0 | sort -z | xargs -0 -r sha256sum
  ) | sha256sum | cut -c 1-16
}

is_ready() {
  [ -e "$releases/$1.ready" ]
}

# Stops before a database is left behind: one that the live release keeps in its own folder, where no other has it.
keep_data() {
  local folder="$releases/$live_id" since=(-newer "$releases/$live_id.ready") file
  [ -n "$live_port" ] || return 0
  [ -n "$live_slot" ] || { folder=/opt/app since=(); }
  ! is_image "$folder" || keep_data_of_container
  while read -r file; do
    if [ -e "/var/lib/app/$(basename "$file")" ] || [ "$(head -c 15 "$file" | tr -d '\\0')" != 'SQLite format 3' ]; then
      continue
    fi
    fail "The version that serves keeps a database in its own folder, where the next version does not have it: $file." \\
      "Copy it to /var/lib/app, and have the app use it there."
  done < <(find "$folder" \\( -path '*/.*' -o -name node_modules -o -path "$releases" \\) -prune -o \\
    -type f "\${since[@]}" \\( -name '*.db' -o -name '*.db3' -o -name '*.sqlite' -o -name '*.sqlite3' \\) -print)
}

# The same for a container, which takes with it what it wrote whenever another one is started.
keep_data_of_container() {
  local file
  while read -r file; do
    [ ! -e "/var/lib/app/container/$(basename "$file")" ] || continue
    [ "$(docker cp "app-$live_slot:$file" - 2>/dev/null | grep -ac 'SQLite format 3')" != 0 ] || continue
    fail "The container that serves keeps a database, which goes with it: $file." \\
      "Copy it to /var/lib/app/container on the server, which is /var/lib/app in every container, and have the app use it there."
  done < <(docker diff "app-$live_slot" 2>/dev/null | sed -nE '/[.](db3?|sqlite3?)$/s/^[AC] //p')
}

# Makes a release of what is in a folder: copied, with its runtime and its dependencies, its release command run. It is
# ready at the very end; that mark has the names of its workers.
prepare() {
  local bundle id release processes
  bundle="$(realpath "$1")"
  [ -e "$bundle/deploy/run.sh" ] || fail 'The bundle has no deploy/run.sh, which starts the app.'
  id="$(name_of "$bundle")"
  release="$releases/$id"
  look
  [ "$id" = "$live_id" ] || keep_data
  if is_ready "$id"; then
    touch "$release.wanted"
    # Going back takes nothing from elsewhere: without the newest settings it has those that it knows.
    (fetch) || [ -e "$etc/settings.env" ]
    # Somebody may have made room on the disk.
    ! is_image "$release" || docker image inspect "$(<"$release/${imageFile}")" >/dev/null 2>&1 ||
      (cd "$release" && bash "$bundle/deploy/prepare.sh" </dev/null 9>&-)
    echo "Release $id is on the server already: nothing to install."
    return
  fi
  prune
  fit "$bundle"
  fetch
  # That of a deployment which was killed would go on in the folder.
  systemctl stop 'app-release@*.service'
  rm -rf "$release"
  half="$release"
  cp -a "$bundle/." "$release"
  chown -R app:app "$release"
  cd "$release"
  processes="$(/opt/stepway/process)"
  [ ! -e deploy/prepare.sh ] || bash "$bundle/deploy/prepare.sh" </dev/null 9>&-
  # As the user of the app: packages can run code of their own while they are installed.
  [ ! -e deploy/install.sh ] ||
    runuser -u app -- env HOME=/var/lib/app bash deploy/install.sh </dev/null 9>&-
  chmod +x deploy/run.sh
  ! grep -qx release <<<"$processes" || run_once "$id"
  sync -f "$release"
  { grep -vxE 'web|release' <<<"$processes" || true; } | put "$release.ready"
  touch "$release.wanted"
  half=''
  echo "Release $id is ready."
}

# Stops before a copy of a folder fills the disk, to which the app that serves writes too.
fit() {
  local needs has
  needs="$(du -sm "$1" | cut -f 1)"
  has="$(df -m --output=avail "$releases" | tail -n 1)"
  ((needs + room <= has)) ||
    fail "The server's disk is too full for the release: it needs $((needs + room)) MB, and $((has)) MB are free."
}

# Runs the release command, of which systemd keeps what it says.
run_once() {
  local unit="app-release@$1.service" result=0
  echo 'The release command runs.'
  contain app-release@ "$1"
  listen
  systemctl start "$unit" 2>/dev/null 9>&- || result=$?
  said "$unit"
  ((result == 0)) || fail "The release command failed, so this version is not started: $(grep '^release:' Procfile)"
}

# The releases with the newest marks of a kind.
newest() {
  find "$releases" -maxdepth 1 -name "*.$1" -printf '%T@ %f\\n' | sort -rn | awk -v most="$2" 'NR <= most { sub(/[.].*/, "", $2); print $2 }'
}

# Removes all but the last releases that served, the one that was prepared last, and those in a slot.
prune() {
  local name stays
  stays="$(
    newest served "$kept"
    newest wanted 1
    release_in a
    release_in b
  )"
  for name in "$releases"/*; do
    name="$(basename "$name")"
    name="\${name%%.*}"
    grep -qxF "$name" <<<"$stays" || discard "$name"
  done
  # What npm and pip keep for the next time.
  find /var/lib/app/.npm /var/lib/app/.cache -type f -mtime +30 -delete 2>/dev/null || true
}

# Removes a release, and first its image: what is left when this is ended goes the next time.
discard() {
  local image
  if is_image "$releases/$1"; then
    image="$(<"$releases/$1/${imageFile}")"
    [ "$(grep -lxF "$image" "$releases"/*/${imageFile} | wc -l)" -gt 1 ] || docker image rm "$image" >/dev/null 2>&1 || true
  fi
  rm -rf "\${releases:?}/$1" "$releases/$1".*
}

# --- Images, which docker runs for the units

is_image() {
  [ -e "$1/${imageFile}" ]
}

# Has units run a container or not, as a release is one. A mark says that systemd is still to know of it.
contain() {
  local added="/etc/systemd/system/$1.service.d/container.conf"
  if ! is_image "$releases/$2"; then
    [ ! -e "$added" ] || { touch "$run/units-changed" && rm "$added"; }
  elif ! cmp -s /opt/stepway/container.conf "$added"; then
    touch "$run/units-changed"
    mkdir -p "$(dirname "$added")"
    put "$added" </opt/stepway/container.conf
  fi
  [ ! -e "$run/units-changed" ] || { systemctl daemon-reload && rm "$run/units-changed"; }
}

# The port inside the container in a slot, to which that of the server leads.
port_inside() {
  docker port "app-$1" 2>/dev/null | sed -nE '1s,/tcp -> .*,,p'
}

# --- Slots

# The slot that is not live.
spare() {
  if [ "$live_slot" = a ]; then echo b; else echo a; fi
}

# Waits a little for the last requests of a slot, then it is free.
clear_slot() {
  local end=$((SECONDS + farewell))
  ! systemctl --quiet is-active "app-drain@$1.service" ||
    echo "Release $(release_in "$1") still has requests or open connections (WebSockets): waiting up to $farewell s for them."
  while systemctl --quiet is-active "app-drain@$1.service" && ((SECONDS < end)); do sleep 0.2; done
  systemctl stop "app-drain@$1.service" "app@$1.service"
}

start() {
  local slot="$1" id="$2" port="$3"
  point "$slots/$slot" "$releases/$id"
  settings "$port" | put "$etc/slots/$slot.env" 640
  contain "app@$slot" "$id"
  # systemd counts restarts on over a stop.
  systemctl reset-failed "app@$slot.service" 2>/dev/null || true
  listen
  trying="$slot"
  systemctl start "app@$slot.service"
}

# From here on it matters what units say. A cursor will not do: what a unit says first after it is skipped.
listen() {
  heard_since="@$(date +%s.%6N)"
}

# What the processes of a unit have said since then, all of it: of --since, --lines would take the first ones.
said() {
  journalctl --sync 2>/dev/null || true
  journalctl --quiet --since "$heard_since" --no-pager --output cat "_SYSTEMD_UNIT=$1"
}

# How often an app has ended by itself. One that waits to be started again counts: what it had to say is said, where the
# next one would be cut off in the middle of a sentence.
restarts_of() {
  systemctl show --property NRestarts --property SubState "app@$1.service" |
    awk -F = '{ times += $1 == "SubState" ? $2 == "auto-restart" : $2 } END { print times + 0 }'
}

# Also while systemd waits to start it again.
is_up() {
  case "$(systemctl show --property ActiveState --value "$1")" in inactive | failed) return 1 ;; esac
}

# Whether the app in a slot takes the port of what is live, or ended because something else has what it needs to have
# alone.
cannot_share() {
  local text
  ! is_image "$slots/$1" || return
  [[ " $(listens "$1") " != *" $live_port "* ]] || return 0
  (($(restarts_of "$1") > 0)) || return
  text="$(said "app@$1.service")"
  grep -Eiq 'EADDRINUSE|address (is )?already in use|port [0-9]+ (is|was) already in use|connection in use' <<<"$text"
}

# Waits until the app in a slot answers: 0 when it does, 2 when it cannot run beside the one that serves.
answers() {
  local slot="$1" port="$2" status begun=$SECONDS end=$((SECONDS + patience)) responded=''
  while :; do
    status="$(ask_app "$port")"
    if is_well "$status" && stays "$slot" "$port"; then
      echo "It responded with $status after $((SECONDS - begun)) s."
      return 0
    fi
    if [ "$status" != 000 ] && [ -z "$responded" ]; then
      responded=yes
      ((end <= SECONDS + forbearance)) || end=$((SECONDS + forbearance))
    fi
    if [ -n "$live_port" ] && [ -z "$paused" ] && cannot_share "$slot"; then return 2; fi
    if (($(restarts_of "$slot") >= most_restarts || SECONDS >= end)); then
      explain "$slot" "$port" "$status" >&2
      return 1
    fi
    sleep 0.3
  done
}

# Whether it is the app in a slot that responds on a port, and goes on doing so.
stays() {
  local restarts
  restarts="$(restarts_of "$1")"
  [[ " $(listens "$1") " == *" $(told "$1" "$2") "* ]] || return
  sleep "$probation"
  is_well "$(ask_app "$2")" && [ "$(restarts_of "$1")" = "$restarts" ]
}

explain() {
  local slot="$1" port status="$3" url="http://127.0.0.1:$2$HEALTH_PATH" restarts other at
  local reached='127[.]0[.]0[.]1|0[.]0[.]0[.]0|[*]'
  ! is_image "$slots/$slot" || reached='0[.]0[.]0[.]0|[*]'
  port="$(told "$slot" "$2")"
  restarts="$(restarts_of "$slot")"
  other="$(listens "$slot")"
  at="$(addresses "$slot" | grep ":$port$" || true)"
  if [ "$status" = 000 ]; then
    echo "No response from $url."
  elif ! is_well "$status"; then
    echo "$url responded with $status; expected 2xx or 3xx."
  elif ((restarts > 0)) || [[ " $other " == *" $port "* ]]; then
    echo "$url responded with $status, but not for $probation s on end."
  else
    echo "Another program on the server responds at $url."
  fi
  if ((restarts > 0)); then
    echo "The app exited on its own. Restarts: $restarts."
    # What systemd says of each end: its code, or the signal that ended it.
    journalctl --quiet --since "$heard_since" --no-pager --output cat --lines 1 "UNIT=app@$slot.service" \\
      MESSAGE_ID=98e322203f7a4ed290d09fe03c09fe15 || true
  elif [ -n "$other" ] && [[ " $other " != *" $port "* ]]; then
    echo "The app listens on port $other, not on \\$PORT, which is $port."
  elif [ -n "$at" ] && ! grep -Eq "^($reached):" <<<"$at"; then
    echo "The app listens on $(paste -sd ' ' <<<"$at") only, where nginx does not reach it."
  fi
  echo "The app's last log lines:"
  said "app@$slot.service" | tail -n 20
}

# The ports on which what runs in a slot listens.
listens() {
  addresses "$1" | sed 's/.*://' | sort -un | paste -sd ' '
}

# Which port the app in a slot is told, for one of the server's.
told() {
  local port=''
  ! is_image "$slots/$1" || port="$(port_inside "$1")"
  echo "\${port:-$2}"
}

# The same with the addresses, a line each: in a container those of its own network.
addresses() {
  local processes
  if is_image "$slots/$1"; then
    processes="$(docker inspect "app-$1" 2>/dev/null | sed -n 's/^ *"Pid": \\([0-9]*\\),$/\\1/p')" || return 0
    nsenter --target "$processes" --net ss -Hltn 2>/dev/null | awk '{ print $4 }' | sort -u
    return
  fi
  processes="$(ps -eo pid=,unit= | awk -v unit="app@$1.service" '$2 == unit { print $1 }' | paste -sd '|')"
  [ -z "$processes" ] ||
    ss -Hltnp | awk -v processes="pid=($processes)," '$0 ~ processes { print $4 }' | sort -u
}

# Puts things back when this program ends, wherever it was: what is not whole goes, what was only tried stops, what is
# live runs and is led to.
trying='' paused='' half=''
undo() {
  systemctl stop 'app-release@*.service'
  [ -z "$half" ] || discard "$(basename "$half")"
  [ -n "$trying$paused" ] || return 0
  look
  [ -z "$trying" ] || [ "$trying" = "$live_slot" ] || systemctl stop "app@$trying.service"
  [ -z "$paused" ] || systemctl start --no-block "$(unit_of "$live_slot")"
  finish
}

# --- Activation

# Whether a release serves with the present settings.
is_current() {
  [ "$live_id" = "$1" ] && has_settings "$live_slot" "$live_port" && is_well "$(ask_app "$live_port")"
}

# Whether a release still runs in a slot as it would be started now: not long ago it was live.
is_back() {
  local port
  port="$(port_in "$etc/slots/$1.env")"
  [ "$(release_in "$1")" = "$2" ] && [ "$port" != "$live_port" ] && has_settings "$1" "$port" || return
  # Before it is asked: what is to stop it could do so right after. One that is not well has its last requests.
  systemctl stop "app-drain@$1.service"
  if systemctl --quiet is-active "app@$1.service" && is_well "$(ask_app "$port")"; then return; fi
  ! is_up "app@$1.service" || systemctl start --no-block "app-drain@$1.service"
  return 1
}

has_settings() {
  grep -qx "$2" <<<"$(ports)" && settings "$2" | cmp -s - "$etc/slots/$1.env"
}

activate() {
  local id="$1" slot port result=0
  is_ready "$id" || fail "Release $id is not on the server: deploy it again."
  finish
  if [ "\${2:-}" != again ] && is_current "$id"; then
    watch
    echo "Release $id serves already."
    return
  fi
  [ -z "$live_slot" ] || ! is_image "$slots/$live_slot" || keep_data_of_container
  slot="$(spare)"
  if [ "\${2:-}" != again ] && is_back "$slot" "$id"; then
    echo "Release $id still runs."
    switch_to "$slot" "$(port_in "$etc/slots/$slot.env")"
    return
  fi
  clear_slot "$slot"
  port="$(free_port)"
  if [ -z "$port" ]; then
    grep -qx "$live_port" <<<"$(ports)" || no_port
    echo "Another program on the server uses port $(ports | grep -vx "$live_port"): the site pauses while the app is replaced."
    replace "$slot" "$id"
    return
  fi
  echo "Release $id starts on port $port."
  start "$slot" "$id" "$port"
  answers "$slot" "$port" || result=$?
  case "$result" in
    0) switch_to "$slot" "$port" ;;
    2)
      echo 'This app cannot run twice at a time, because it takes a port of its own: the site pauses while it is replaced.'
      replace "$slot" "$id"
      ;;
    *) fail "Release $id was stopped$(and_before)." ;;
  esac
}

and_before() {
  [ -n "$live_port" ] || return 0
  if is_well "$(ask_app "$live_port")"; then
    echo '; the one before it serves as before'
  else
    echo '; the one before it does not respond well either'
  fi
}

# For an app that has to be alone, or has no second port: the one that serves stops first, and starts again if this
# one does not answer.
replace() {
  local slot="$1" id="$2" port
  systemctl stop "app@$slot.service"
  paused=yes
  systemctl stop "$(unit_of "$live_slot")"
  port="$(live_port='' free_port)"
  [ -n "$port" ] || no_port
  start "$slot" "$id" "$port"
  answers "$slot" "$port" || fail "Release $id was stopped; the one before it was started again."
  switch_to "$slot" "$port"
}

switch_to() {
  local slot="$1" port="$2" before
  before="$(<"$upstream")"
  echo "server 127.0.0.1:$port; # slot $slot" | put "$upstream"
  if ! nginx -t -q; then
    echo "$before" | put "$upstream"
    fail 'nginx does not take its configuration.'
  fi
  listen
  finish
  watch
  echo "Release $live_id serves."
  look_after_workers
}

# Has nginx lead visitors to what is live. It says that it has read its configuration before the old workers know of it.
lead() {
  local end=$((SECONDS + 10)) workers
  pgrep -P "$(systemctl show --property MainPID --value nginx.service)" nginx >"$run/leaving" || true
  systemctl reload-or-restart nginx.service
  workers="$(paste -sd , "$run/leaving")"
  while [ -n "$workers" ] && ((SECONDS < end)) && [ -n "$(ps -o args= -p "$workers" | sed '/shutting down/d')" ]; do
    sleep 0.1
  done
}

# Brings everything in line with what is live. Done again, it changes nothing.
finish() {
  local slot
  look
  [ -n "$live_port" ] || return 0
  if ! cmp -s "$upstream" "$run/reloaded"; then
    lead
    cp "$upstream" "$run/reloaded"
  fi
  for slot in a b; do
    [ "$slot" = "$live_slot" ] || ! is_up "app@$slot.service" || systemctl start --no-block "app-drain@$slot.service"
  done
  run_workers
  [ -n "$live_slot" ] || return 0
  # Stopped by hand, or for another one by a program that was killed then.
  is_up "app@$live_slot.service" || systemctl start --no-block "app@$live_slot.service"
  point /opt/app/current "$releases/$live_id"
  point "$etc/app.env" "slots/$live_slot.env"
  touch "$releases/$live_id.served"
  if is_old; then
    systemctl disable --quiet app.service
    systemctl start --no-block app-drain@old.service
  fi
  prune
}

# Runs the workers of what is live and no others: those of what was live before first end what they are doing.
run_workers() {
  local slot name
  for slot in a b; do
    [ "$slot" = "$live_slot" ] || systemctl stop "app-worker-$slot@*.service"
  done
  [ -n "$live_slot" ] || return 0
  contain "app-worker-$live_slot@" "$live_id"
  while read -r name; do
    systemctl start --no-block "app-worker-$live_slot@$name.service"
  done <"$releases/$live_id.ready"
}

# A worker that does not stay fails no deployment: systemd starts it again, and visitors do not depend on it.
look_after_workers() {
  local name unit
  [ ! -s "$releases/$live_id.ready" ] || sleep 3
  while read -r name; do
    unit="app-worker-$live_slot@$name.service"
    [ "$(systemctl show --property SubState --value "$unit")" != running ] || continue
    echo "The worker $name exited on its own; it is started again every 5 s. Its last log lines:"
    said "$unit" | tail -n 10
  done <"$releases/$live_id.ready"
}

# The workers that do not stay, each with its last line. One that was just started again may only seem to run.
ailing() {
  local name unit SubState NRestarts ActiveEnterTimestampMonotonic now
  look
  [ -n "$live_slot" ] || return 0
  now="$(cut -d . -f 1 /proc/uptime)"
  while read -r name; do
    unit="app-worker-$live_slot@$name.service"
    eval "$(systemctl show --property SubState --property NRestarts --property ActiveEnterTimestampMonotonic "$unit")"
    [ "$SubState" != running ] || { ((NRestarts > 0)) && ((now - ActiveEnterTimestampMonotonic / 1000000 < 30)); } || continue
    echo "worker $name: $(journalctl --quiet --no-pager --output cat --lines 1 "_SYSTEMD_UNIT=$unit")"
  done <"$releases/$live_id.ready"
}

# Stops what was live before, once the workers of nginx that knew it have ended with their last request.
drain() {
  local end=$((SECONDS + farewell)) unit="app@$1.service" workers
  [ "$1" != old ] || unit=app.service
  mapfile -t workers <"$run/leaving"
  while ((SECONDS < end)) && kill -0 "\${workers[@]}" 2>/dev/null; do sleep 0.5; done
  look
  [ "$live_slot" = "$1" ] || systemctl stop "$unit"
}

# Starts what is live again with the settings that there are now; \`apply\` does it only where they are others.
restart() {
  local port
  look
  if [ -z "$live_port" ]; then
    echo 'No release is live: nothing to restart.'
    return
  fi
  fetch
  if [ -n "$live_slot" ]; then
    activate "$live_id" "$1"
  else
    read -r port <<<"$(ports)"
    settings "$port" | put "$etc/app.env" 640
    systemctl restart app.service
  fi
}

# Remembers how often what is live has been restarted, to see later whether it stayed.
watch() {
  echo "$live_slot $(restarts_of "$live_slot")" >"$run/watched"
}

has_stayed() {
  local slot restarts
  read -r slot restarts 2>/dev/null <"$run/watched" || return 0
  [ "$slot" != "$live_slot" ] || [ "$restarts" = "$(restarts_of "$slot")" ]
}

# What the site answers, through nginx: with a certificate, to which its other server leads everybody.
check() {
  local site=(http://127.0.0.1) status tries=0
  [ ! -e /etc/nginx/stepway/https ] || site=("https://$DOMAIN" --insecure --resolve "$DOMAIN:443:127.0.0.1")
  look
  [ -n "$live_port" ] || fail 'No release is live.'
  until status="$(ask "\${site[@]}")" && is_well "$status"; do
    ((++tries < 20)) || fail "\${site[0]}$HEALTH_PATH responded with $status through nginx; expected 2xx or 3xx."
    sleep 0.5
  done
  if ! has_stayed; then
    echo "The app exited on its own after visitors were led to it. Its last log lines:" >&2
    fail "$(journalctl --quiet --no-pager --output cat --lines 20 "_SYSTEMD_UNIT=app@$live_slot.service")"
  fi
  echo "The site responded with $status."
}

# Moves what is live to the app's port, when that is no longer the one it had.
follow() {
  look
  [ -z "$live_slot" ] || grep -qx "$live_port" <<<"$(ports)" || restart again
}

boot() {
  look
  [ -n "$live_slot" ] || return 0
  systemctl start --no-block "app@$live_slot.service"
  run_workers
}

# --- Files of an early \`stepway init\`, which run the app as app.service, on the app's own port

is_old() {
  systemctl --quiet is-enabled app.service 2>/dev/null
}

# Before it starts: a slot that has its port lets go of it.
give_way() {
  local port slot
  is_old || return 0
  port="$(port_in "$etc/app.env")"
  for slot in a b; do
    [ "$(port_in "$etc/slots/$slot.env")" != "$port" ] || systemctl stop "app@$slot.service"
  done
}

# Once it has started: visitors are sent to it.
adopt() {
  local port
  is_old || return 0
  port="$(port_in "$etc/app.env")"
  look
  [ -n "$port" ] || return 0
  if [ -n "$live_slot" ] || [ "$live_port" != "$port" ]; then
    echo "server 127.0.0.1:$port;" | put "$upstream"
  fi
  finish
}

# --- What is asked for

for file in "$etc/site.env" "$etc/delivery.env" "$upstream"; do
  [ -e "$file" ] || fail "The server is not set up for this yet ($file is missing): run \\\`stepway up\\\`."
done
# shellcheck source=/dev/null
. "$etc/site.env"
# shellcheck source=/dev/null
. "$etc/delivery.env"

alone() {
  exec 9>"$run/release.lock"
  flock --wait 900 9 || fail 'Another deployment is in progress on the server.'
  trap 'exit 143' HUP INT TERM
  trap undo EXIT
}

mkdir -p "$run" "$releases" "$slots" "$etc/slots"
case "\${1:-}" in
  # As CodeDeploy calls its steps; the folder is that of the bundle.
  BeforeInstall)
    look
    # What files of an early \`stepway init\` copied would be deleted now, while it still serves.
    [ -n "$live_slot" ] ||
      rm -f "/opt/codedeploy-agent/deployment-root/deployment-instructions/\${DEPLOYMENT_GROUP_ID:-none}-cleanup"
    ;;
  AfterInstall | prepare)
    alone
    prepare "$2"
    ;;
  ApplicationStart | activate)
    alone
    activate "$(name_of "$2")"
    ;;
  ValidateService | check) check ;;
  restart)
    alone
    restart again
    ;;
  apply)
    alone
    restart ''
    ;;
  follow)
    alone
    follow
    ;;
  ailing) ailing ;;
  boot) boot ;;
  drain) drain "$2" ;;
  give-way) give_way ;;
  adopt) adopt ;;
  *) fail "usage: $0 prepare FOLDER | activate FOLDER | restart | apply | check" ;;
esac
`;
