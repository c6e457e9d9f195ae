/** What the server sets up at its first boot. All values are validated answers: nothing here needs quoting. */
export interface Site {
  readonly port: number;
  /** Set when the server itself serves visitors. */
  readonly direct?: { readonly domain: string; readonly www: boolean };
}

/**
 * Serves a small page on every path until the user's own app takes the port; only nginx reaches it where nginx is in
 * front. The unit has not started before the page answers: systemd by itself is content with a program that dies at once.
 */
const welcome = ({ port, direct }: Site) => `
install -d /opt/welcome
cat > /opt/welcome/server.py <<'PY'
import http.server, sys

PAGE = """<!doctype html><meta charset="utf-8"><title>It works</title>
<style>body{font:1.2rem/1.6 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem}</style>
<h1>It works.</h1><p>Your server answers. Stop the service <code>welcome</code> and start your own app on this port.</p>
<p lang="ko">서버가 응답하고 있습니다. <code>welcome</code> 서비스를 멈추고 같은 포트에서 직접 만든 앱을 실행하세요.</p>
""".encode()

class Welcome(http.server.BaseHTTPRequestHandler):
    timeout = 30
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(PAGE)
    do_HEAD = do_GET
    def log_message(self, *args):
        pass

class Server(http.server.ThreadingHTTPServer):
    # With the usual 5, a burst of visitors keeps the load balancer's check waiting for seconds.
    request_queue_size = 128
    def handle_error(self, *args):
        pass # A visitor who left.

Server((sys.argv[1], int(sys.argv[2])), Welcome).serve_forever()
PY
cat > /etc/systemd/system/welcome.service <<'UNIT'
[Unit]
Description=Welcome page, until your own app takes over
After=network-online.target
[Service]
ExecStart=/usr/bin/python3 /opt/welcome/server.py ${direct ? '127.0.0.1' : '0.0.0.0'} ${port}
ExecStartPost=/usr/bin/curl -fsS -o /dev/null --retry 30 --retry-connrefused --retry-delay 1 http://127.0.0.1:${port}/
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now welcome.service
`;

/**
 * nginx in front of the app, and a timer that gets a certificate once the domain points here, and renews it.
 * It asks only once DNS is right: Let's Encrypt allows five failed validations an hour.
 */
const tls = (port: number, domain: string, www: boolean) => {
  const names = www ? [domain, `www.${domain}`] : [domain];
  return `
# This script runs once, and attaching the Elastic IP meanwhile cuts its connections.
retry() {
  for pause in 5 10 20 40 80; do
    "$@" && return
    sleep "$pause"
  done
  "$@"
}
retry dnf install -y nginx augeas-libs bind-utils
python3 -m venv /opt/certbot
retry /opt/certbot/bin/pip install --quiet certbot
install -d /var/www/acme
cat > /etc/nginx/conf.d/site.conf <<'NGINX'
# Without it nginx does not start with a name of more than 46 characters.
server_names_hash_bucket_size 512;
server {
  listen 80;
  server_name ${names.join(' ')};
  location /.well-known/acme-challenge/ { root /var/www/acme; }
  location / { return 301 https://$host$request_uri; }
}
NGINX
cat > /opt/certbot/site-tls.conf <<'NGINX'
server {
  listen 443 ssl;
  http2 on;
  server_name ${names.join(' ')};
  ssl_certificate /etc/letsencrypt/live/${domain}/fullchain.pem;
  ssl_certificate_key /etc/letsencrypt/live/${domain}/privkey.pem;
  ssl_protocols TLSv1.2 TLSv1.3;
  add_header Strict-Transport-Security "max-age=31536000" always;
  location / {
    proxy_pass http://127.0.0.1:${port};
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto https;
  }
}
NGINX
cat > /opt/certbot/certificate.sh <<'SH'
#!/bin/bash
set -euo pipefail
if [ -e /etc/nginx/conf.d/site-tls.conf ]; then
  /opt/certbot/bin/certbot renew --quiet --deploy-hook 'systemctl reload nginx'
  exit 0
fi
token=$(curl -fsS -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
mine=$(curl -fsS http://169.254.169.254/latest/meta-data/public-ipv4 -H "X-aws-ec2-metadata-token: $token")
names=(${names.join(' ')})
for name in "\${names[@]}"; do
  [ "$(dig +short A "$name" | tail -n 1)" = "$mine" ] || exit 0
done
/opt/certbot/bin/certbot certonly --non-interactive --agree-tos --register-unsafely-without-email \\
  --webroot -w /var/www/acme --cert-name ${domain} "\${names[@]/#/-d}"
cp /opt/certbot/site-tls.conf /etc/nginx/conf.d/site-tls.conf
systemctl reload nginx
SH
chmod 755 /opt/certbot/certificate.sh
cat > /etc/systemd/system/certificate.service <<'UNIT'
[Unit]
Description=Get or renew the certificate
[Service]
Type=oneshot
ExecStart=/opt/certbot/certificate.sh
UNIT
cat > /etc/systemd/system/certificate.timer <<'UNIT'
[Unit]
Description=Look after the certificate
[Timer]
OnBootSec=1min
OnUnitActiveSec=15min
[Install]
WantedBy=timers.target
UNIT
setsebool -P httpd_can_network_connect 1 || true
systemctl daemon-reload
systemctl enable --now nginx certificate.timer
`;
};

/** The server's user data, base64-encoded as EC2 expects it. */
export function userData(site: Site): string {
  const { port, direct } = site;
  const front = direct ? tls(port, direct.domain, direct.www) : '';
  return Buffer.from(`#!/bin/bash\nset -euo pipefail\n${front}${welcome(site)}`).toString('base64');
}
