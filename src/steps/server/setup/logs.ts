/**
 * Nobody looks after the disk of a first server: neither its journal nor nginx's logs may fill it. nginx's package rotates
 * them once a day however large they are, and by the date, of which there is one a day.
 */
export const logs = `begin logs
journal=/etc/systemd/journald.conf.d/stepway.conf
mkdir -p "\${journal%/*}" /etc/systemd/system/logrotate.timer.d
before=$(cat "$journal" 2>/dev/null || true)
put "$journal" <<'CONF'
[Journal]
SystemMaxUse=200M
CONF
[ "$(<"$journal")" = "$before" ] || systemctl restart systemd-journald
command -v logrotate >/dev/null || dnf install -y -q logrotate
put /etc/logrotate.d/nginx <<'CONF'
/var/log/nginx/*.log {
  daily
  maxsize 50M
  rotate 8
  nodateext
  compress
  delaycompress
  missingok
  notifempty
  create 640 nginx root
  sharedscripts
  postrotate
    kill -USR1 "$(cat /run/nginx.pid)" 2>/dev/null || true
  endscript
}
CONF
put /etc/systemd/system/logrotate.timer.d/stepway.conf <<'CONF'
[Timer]
OnCalendar=
OnCalendar=hourly
CONF
systemctl daemon-reload
systemctl enable -q logrotate.timer
systemctl restart logrotate.timer
`;
