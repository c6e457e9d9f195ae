import { isDirect, type Site } from './site.ts';
import { welcome } from './welcome.ts';

/**
 * Whom a request comes from, and as what the app is to see it. A load balancer comes from a private address, which
 * nobody on the internet has; while visitors move from one way in to the other, they come both ways. The load balancer's
 * own health check comes without the site's name, and as plain HTTP.
 */
const seenByApp = (site: Site) => `geo $realip_remote_addr $stepway_behind {
  default 0;
  10.0.0.0/8 1;
  172.16.0.0/12 1;
  192.168.0.0/16 1;
  127.0.0.0/8 ${isDirect(site) ? 0 : 1};
}
map "$stepway_behind$http_x_forwarded_for$http_user_agent" $stepway_check { default 0; ~^1ELB-HealthChecker/ 1; }
map "$stepway_behind$http_x_forwarded_proto" $stepway_given { default $scheme; ~^1(?<said>.+)$ $said; }
map $stepway_check $stepway_proto { 0 $stepway_given; 1 https; }
include /etc/nginx/stepway/host.conf;
map "$stepway_behind$http_x_forwarded_for" $stepway_from { default $remote_addr; ~^1(?<whom>.+)$ $whom; }
map "$stepway_check$realip_remote_addr" $stepway_logged { default 1; ~^1 0;${isDirect(site) ? ' 0127.0.0.1 0;' : ''} }
`;

/** The load balancer is believed whom it says it speaks for. */
const visitorBehind = `real_ip_header X-Forwarded-For;
set_real_ip_from 10.0.0.0/8;
set_real_ip_from 172.16.0.0/12;
set_real_ip_from 192.168.0.0/16;
`;

/**
 * What all servers that lead to the app have in common. A connection that is idle is closed by the load balancer, never
 * by nginx (after 120 s), and not by a reload either, for as long as nginx can: who closes first loses no request.
 */
const forApp = `server_tokens off;
access_log /var/log/nginx/access.log stepway if=$stepway_logged;
client_max_body_size 100m;
large_client_header_buffers 4 32k;
keepalive_timeout 150s;
include /etc/nginx/stepway/since-*.conf;
keepalive_requests 100000;
gzip on;
gzip_proxied any;
gzip_vary on;
gzip_min_length 1000;
gzip_types text/css text/plain text/javascript application/javascript application/json application/manifest+json
  application/xml application/rss+xml image/svg+xml;
# What an app sends bit by bit arrives bit by bit, through TLS as well: events, progress.
proxy_buffering off;
${visitorBehind}proxy_http_version 1.1;
proxy_connect_timeout 5s;
proxy_send_timeout 120s;
proxy_read_timeout 120s;
proxy_buffer_size 64k;
proxy_buffers 4 64k;
proxy_set_header Host $stepway_host;
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $stepway_from;
proxy_set_header X-Forwarded-Host $stepway_host;
proxy_set_header X-Forwarded-Proto $stepway_proto;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $stepway_connection;
`;

const challenges = `  location /.well-known/acme-challenge/ { root /var/www/acme; }
`;

/**
 * Visitors on port 80: where a certificate is there, the file that says so sends them to it, unless a load balancer has
 * brought them. It outlives a change to the load balancer: whoever still comes to the server itself is served.
 */
const entrance = `server {
  listen 80 default_server;
  include /etc/nginx/stepway/app.conf;
  set $stepway_direct '';
  if (-e /etc/nginx/stepway/https) { set $stepway_direct yes; }
  if ($stepway_behind) { set $stepway_direct ''; }
${challenges}  location / {
    if ($stepway_direct) { return 301 https://$host$request_uri; }
    proxy_pass http://stepway_app;
  }
}
include /etc/nginx/stepway/tls.con[f];
`;

/** Loaded once there is a certificate. One file has it and its key, so that they always belong together. */
export const tls = `server {
  include /etc/nginx/stepway/tls-listen.conf;
  include /etc/nginx/stepway/app.conf;
  ssl_certificate /etc/nginx/stepway/tls.pem;
  ssl_certificate_key /etc/nginx/stepway/tls.pem;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:stepway:1m;
  add_header Strict-Transport-Security max-age=31536000 always;
${challenges}  location / { proxy_pass http://stepway_app; }
}
`;

/** The welcome page is an upstream like an app: what is live is said in one place, and changed in one way. */
const configuration = (site: Site) => `map $http_upgrade $stepway_connection { default upgrade; '' close; }
${seenByApp(site)}log_format stepway escape=json '{"time":"$time_iso8601","from":"$remote_addr","host":"$host",'
  '"method":"$request_method","uri":"$request_uri","status":$status,"bytes":$body_bytes_sent,'
  '"seconds":$request_time,"app":"$upstream_addr","app_seconds":"$upstream_response_time",'
  '"referer":"$http_referer","agent":"$http_user_agent"}';
upstream stepway_app { include /etc/nginx/stepway/upstream.conf; }
server {
  listen 127.0.0.2:80;
  root /opt/stepway/welcome;
  access_log off;
  default_type text/html;
  types {}
  charset utf-8;
  add_header Cache-Control no-store;
  location / { rewrite ^ /index.html break; }
}
${entrance}`;

/**
 * What is live is said in `upstream.conf`, which belongs to deployments. Without any, what somebody has started on the
 * app's port by hand is taken over, and else it is the welcome page.
 */
const upstream = `if [ ! -e /opt/app/slots ] && [ "$(systemctl is-active welcome.service)" != active ] &&
  [ -n "$(ss -Hltn "sport = :$APP_PORT")" ]; then
  put /etc/nginx/stepway/upstream.conf <<<"server 127.0.0.1:$APP_PORT;"
elif [ ! -s /etc/nginx/stepway/upstream.conf ]; then
  put /etc/nginx/stepway/upstream.conf <<<'server 127.0.0.2:80;'
fi
`;

/** For a server that is there already. Version 0.1.0 had a program of its own for the welcome page, to which the load balancer leads until it hears of nginx. */
export const former = `rm -f /etc/nginx/conf.d/{site,site-tls}.conf
if [ -e /etc/systemd/system/welcome.service ]; then
  systemctl disable -q welcome.service
  systemd-run -q --on-active=5min systemctl stop welcome.service
  rm /etc/systemd/system/welcome.service
fi
if [ -e /etc/systemd/system/certificate.timer ]; then
  systemctl disable -q --now certificate.timer
  rm -f /etc/systemd/system/certificate.{timer,service}
fi
`;

/** nginx in front of the app, whichever way visitors come; `use` is what has it take the certificate that is there. */
export const nginx = (site: Site, use: string, before: string) => `begin nginx
rpm -q nginx >/dev/null || dnf install -y -q nginx
begin site
keep
unsure=yes
mkdir -p /etc/nginx/conf.d /etc/nginx/stepway
${welcome}put /etc/nginx/stepway/app.conf <<'CONF'
${forApp}CONF
since() { printf '%s\\n' "$1" "$(nginx -v 2>&1 | sed 's#.*/##; s/ .*//')" | sort -VC; }
! since 1.27.4 || put /etc/nginx/stepway/since-1.27.4.conf <<<'keepalive_min_timeout 125s;'
${upstream}put /etc/nginx/stepway/host.conf <<<"map \\$stepway_check \\$stepway_host { 0 \\$host; 1 $DOMAIN; }"
put /etc/nginx/conf.d/stepway.conf <<'CONF'
${configuration(site)}CONF
main=/etc/nginx/nginx.conf
! grep -q ' default_server' $main || sed 's/ default_server//' $main | put $main
[ "$(getenforce 2>&1)" != Enforcing ] || setsebool -P httpd_can_network_connect 1
${use}nginx -t -q
unsure=
# Its own unit leaves it dead when memory ran out.
mkdir -p /etc/systemd/system/nginx.service.d
put /etc/systemd/system/nginx.service.d/stepway.conf <<'UNIT'
[Service]
Restart=on-failure
RestartSec=2
LimitNOFILE=65536
UNIT
systemctl daemon-reload
${before}systemctl enable -q nginx
systemctl reload-or-restart nginx || { journalctl -u nginx -n 5 -o cat --no-pager && false; }
`;
