import { isDirect, type Site } from './site.ts';
import { welcome } from './welcome.ts';

/** A request as the app is to see it. The load balancer's health check comes without the site's name, and as plain HTTP. */
const seenByApp = (site: Site) =>
  isDirect(site)
    ? {
        maps: `map $remote_addr $stepway_check { default 0; 127.0.0.1 1; }
`,
        host: '$host',
        proto: '$scheme',
        from: '$remote_addr',
      }
    : {
        // The load balancer's own checks come for no visitor.
        maps: `map $http_x_forwarded_for$http_user_agent $stepway_check { default 0; ~^ELB-HealthChecker/ 1; }
map $http_x_forwarded_proto $stepway_proto_given { default $http_x_forwarded_proto; '' $scheme; }
map $stepway_check $stepway_proto { 0 $stepway_proto_given; 1 https; }
map $stepway_check $stepway_host { 0 $host; 1 ${site.domain}; }
map $http_x_forwarded_for $stepway_from { default $http_x_forwarded_for; '' $remote_addr; }
`,
        host: '$stepway_host',
        proto: '$stepway_proto',
        from: '$stepway_from',
      };

/** Only the load balancer reaches this server: whom it says it speaks for is the visitor. */
const visitorBehind = (site: Site) =>
  isDirect(site)
    ? ''
    : `real_ip_header X-Forwarded-For;
set_real_ip_from 10.0.0.0/8;
set_real_ip_from 172.16.0.0/12;
set_real_ip_from 192.168.0.0/16;
`;

/**
 * What all servers that lead to the app have in common. A connection that is idle is closed by the load balancer, never
 * by nginx (after 120 s), and not by a reload either, for as long as nginx can: who closes first loses no request.
 */
const forApp = (site: Site) => {
  const { host, proto, from } = seenByApp(site);
  return `server_tokens off;
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
${visitorBehind(site)}proxy_http_version 1.1;
proxy_connect_timeout 5s;
proxy_send_timeout 120s;
proxy_read_timeout 120s;
proxy_buffer_size 64k;
proxy_buffers 4 64k;
proxy_set_header Host ${host};
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For ${from};
proxy_set_header X-Forwarded-Host ${host};
proxy_set_header X-Forwarded-Proto ${proto};
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $stepway_connection;
`;
};

const challenges = `  location /.well-known/acme-challenge/ { root /var/www/acme; }
`;

/** Visitors on port 80: where a certificate is there, the file that says so sends them to it. */
const entrance = (site: Site) =>
  isDirect(site)
    ? `server {
  listen 80 default_server;
  include /etc/nginx/stepway/app.conf;
${challenges}  location / {
    if (-e /etc/nginx/stepway/https) { return 301 https://$host$request_uri; }
    proxy_pass http://stepway_app;
  }
}
include /etc/nginx/stepway/tls.con[f];
`
    : `server {
  listen 80 default_server;
  include /etc/nginx/stepway/app.conf;
  location / { proxy_pass http://stepway_app; }
}
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
map $stepway_check $stepway_logged { 0 1; 1 0; }
${seenByApp(site).maps}log_format stepway escape=json '{"time":"$time_iso8601","from":"$remote_addr","host":"$host",'
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
${entrance(site)}`;

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

/** Version 0.1.0 had a program of its own for the welcome page, to which the load balancer leads until it hears of nginx. */
const former = `rm -f /etc/nginx/conf.d/{site,site-tls}.conf
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
export const nginx = (site: Site, use: string) => `begin nginx
rpm -q nginx >/dev/null || dnf install -y -q nginx
begin site
keep
unsure=yes
mkdir -p /etc/nginx/conf.d /etc/nginx/stepway
${welcome}put /etc/nginx/stepway/app.conf <<'CONF'
${forApp(site)}CONF
since() { printf '%s\\n' "$1" "$(nginx -v 2>&1 | sed 's#.*/##; s/ .*//')" | sort -VC; }
! since 1.27.4 || put /etc/nginx/stepway/since-1.27.4.conf <<<'keepalive_min_timeout 125s;'
${upstream}put /etc/nginx/conf.d/stepway.conf <<'CONF'
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
${former}systemctl enable -q nginx
systemctl reload-or-restart nginx || { journalctl -u nginx -n 5 -o cat --no-pager && false; }
`;
