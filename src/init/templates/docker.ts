import { imageFile } from '../../steps/delivery/layout.ts';
import type { Scripts } from './scripts.ts';

/** What systemd and bash have around every process; all else are settings of the app. */
const notSettings = [
  'HOME',
  'INVOCATION_ID',
  'JOURNAL_STREAM',
  'OLDPWD',
  'PATH',
  'PWD',
  'RUNTIME_DIRECTORY',
  'SHLVL',
  'STATE_DIRECTORY',
  'STEPWAY_CONTAINER',
  'SYSTEMD_EXEC_PID',
  '_',
].join(' | ');

/** The app as an image, run by docker; `/opt/stepway/release` sees to what docker leaves behind. */
export const docker = (): Scripts => ({
  runtime: `command -v docker >/dev/null || dnf install -y docker
systemctl enable --quiet --now docker

image="$(<${imageFile})"
registry="\${image%%/*}"
# The key to the registry is good for twelve hours; it stays in memory, and only until the image is here.
export DOCKER_CONFIG=/run/stepway/docker
rm -rf "$DOCKER_CONFIG"
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
mkdir -m 700 "$DOCKER_CONFIG"
if [[ "$registry" =~ [.]dkr[.]ecr[.]([a-z0-9-]+)[.]amazonaws[.]com ]]; then
  aws ecr get-login-password --region "\${BASH_REMATCH[1]}" </dev/null |
    docker login --username AWS --password-stdin "$registry" >"$DOCKER_CONFIG/said" 2>&1 ||
    { cat "$DOCKER_CONFIG/said" >&2 && exit 1; }
fi

# MB of the disk that stay free for the app that serves. How large an image is, unpacked, is known afterwards only.
room=500
docker pull --quiet "$image" </dev/null &
while kill -0 $! 2>/dev/null; do
  if (($(df -m --output=avail /var/lib/docker | tail -n 1) < room)); then
    kill $! 2>/dev/null || true
    echo "The server's disk is too full for the image: less than $room MB would stay free." >&2
    exit 1
  fi
  sleep 0.3
done
wait $!`,
  dependencies: '',
  start: `docker_image="$(<${imageFile})"
# Names that no setting of the app has. What is left of a container is removed by its name. What the app says goes to this process, and so into the journal.
docker_options=(--rm --init --pull never --name "\${STEPWAY_CONTAINER:-app}" --log-driver none)
docker_options+=(--security-opt no-new-privileges)

# The settings by their names: no value is in the arguments of a process. What systemd says of the user is no setting,
# and what docker's client would take for its own goes around it.
docker_user="$(id -un)"
docker_shell="$(getent passwd "$docker_user" | cut -d : -f 7)"
docker_own=''
for docker_name in $(compgen -e); do
  case "$docker_name=\${!docker_name}" in
    "USER=$docker_user" | "LOGNAME=$docker_user" | "SHELL=$docker_shell" | LANG=) continue ;;
  esac
  case "$docker_name" in
    ${notSettings}) ;;
    DOCKER_*) docker_own+="$docker_name=\${!docker_name}"$'\\n' && unset "$docker_name" ;;
    *) docker_options+=(--env "$docker_name") ;;
  esac
done
if [ -n "$docker_own" ]; then
  exec 3<<<"$docker_own"
  docker_options+=(--env-file /dev/fd/3)
fi

# Visitors reach the port that the image names with EXPOSE, or 8080; the app has it in PORT. Only this server sees the
# port outside, which is another for each version.
if [ -n "\${PORT:-}" ]; then
  docker_port="$(docker image inspect --format '{{range $port, $_ := .Config.ExposedPorts}}{{println $port}}{{end}}' "$docker_image" |
    sed -n 's,/tcp$,,p' | sort -n | sed -n 1p)"
  docker_options+=(--publish "127.0.0.1:$PORT:\${docker_port:-8080}")
  export PORT="\${docker_port:-8080}"
fi

# What the app writes there stays, whoever the app is in its image; all else goes with the container.
mkdir -p /var/lib/app/container
chmod 1777 /var/lib/app/container
docker_options+=(--mount "type=bind,source=/var/lib/app/container,target=/var/lib/app")
docker_trust=/etc/stepway/rds.pem
[ ! -e "$docker_trust" ] || docker_options+=(--mount "type=bind,source=$docker_trust,target=$docker_trust,readonly")

# A command of the Procfile, in place of the shell that reads it: the signal to stop is the app's. An image may have no
# bash, and other shells stay where they are.
if [ "\${1:-} \${2:-}" = 'bash -c' ]; then
  set -- sh -c 'if command -v bash >/dev/null; then exec bash -c "$0"; fi
    case "$0" in *[";&|("]*) eval "$0" ;; *) eval "exec env $0" ;; esac' "\${3:-}"
fi
exec docker run "\${docker_options[@]}" "$docker_image" "$@"`,
  takesCommand: true,
});
