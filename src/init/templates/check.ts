import { inRoot, script, shellWord, type GeneratedFile, type Setting } from '../files.ts';

/** Seconds, less than its time limit in appspec.yml: a Spring Boot app takes a minute and more on a small server. */
const patience = 240;

/** A program that ended so often by itself does so again. */
const mostRestarts = 3;

export const check = ({ healthPath }: Setting): GeneratedFile => ({
  path: 'deploy/check.sh',
  executable: true,
  about: { en: 'waits for the app to respond', ko: '앱이 응답할 때까지 대기' },
  content: script(
    'ValidateService: waits for the app to respond; if it does not, shows its last log lines.',
    `${inRoot}
health_path=${shellWord(healthPath)}
port="$(sed -n 's/^PORT=//p' "$root/etc/stepway/app.env" | tail -n 1)"
url="http://127.0.0.1:\${port:-8080}$health_path"

status=000
restarts=0
end=$(($(date +%s) + ${patience}))
while (($(date +%s) < end)); do
  status="$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "$url" || true)"
  if [[ "$status" =~ ^[23] ]]; then
    echo "$url responded with $status."
    exit 0
  fi
  # systemd starts it again for as long as it takes; here its last lines are worth more.
  restarts="$(systemctl show --property NRestarts --value app.service)"
  if ((restarts >= ${mostRestarts})); then
    break
  fi
  sleep 2
done

if [[ "$status" =~ ^[1-9] ]]; then
  echo "$url responded with $status; expected 2xx or 3xx." >&2
else
  echo "No response from $url." >&2
fi
if ((restarts > 0)); then
  echo "The app exited on its own and was restarted $restarts times." >&2
fi
echo "The app's last log lines:" >&2
journalctl --unit app.service --lines 20 --no-pager --output cat >&2 || true
exit 1`,
  ),
});
