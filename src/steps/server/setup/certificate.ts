import { tls } from './nginx.ts';

/**
 * It asks only once DNS is right: Let's Encrypt allows five failed validations an hour. It stands every death between
 * two lines: what nginx uses is one file, replaced as a whole, and a lineage of certbot's that is not whole is made
 * anew. When to renew is certbot's to know, which asks Let's Encrypt.
 */
const program = `#!/bin/bash
# Gets a certificate once all names lead here, has nginx use it, and renews it.
set -euo pipefail
. /etc/stepway/site.env
. /opt/stepway/functions
acme=/etc/letsencrypt
live=$acme/live/site
used=/etc/nginx/stepway/tls
facts=http://169.254.169.254/latest
away=/etc/nginx/stepway/https
# What of it nginx has read since this boot.
read=/run/stepway-tls

# Whether a certificate and a key are there, and belong together.
pair() {
  local public
  public=$(openssl x509 -noout -pubkey -in "$1" 2>/dev/null) &&
    [ "$public" = "$(openssl pkey -pubout -in "$2" 2>/dev/null)" ]
}

# The names that it is for.
named() { openssl x509 -noout -ext subjectAltName -in "$live/cert.pem" 2>&1 | grep -o 'DNS:[^, ]*' | cut -c5-; }

# Whether it is for these names and no others, which certbot would have to prove too.
covered() { [ "$(named | sort)" = "$(printf '%s\\n' "\${hosts[@]}" | sort)" ]; }

# Has nginx use what there is; without any, nobody is sent to HTTPS. Whoever calls it has the lock of the set-up.
use() {
  for from in "$live" "$acme/live/$DOMAIN"; do
    pair "$from/fullchain.pem" "$from/privkey.pem" || continue
    both=$(cat "$from/fullchain.pem" "$from/privkey.pem")
    put "$used.pem" 600 <<<"$both"
    break
  done
  if ! pair "$used.pem" "$used.pem"; then
    rm -f $away "$used.conf"
    return
  fi
  put "$used.conf" <"$used.template"
  nginx -t -q || { back; return 1; }
  now=$(sha256sum "$used.pem" "$used.conf")
  [ ! -e $away ] || [ "$now" != "$(cat "$read" 2>/dev/null)" ] || return 0
  if systemctl -q is-active nginx; then systemctl reload nginx; fi
  put "$read" <<<"$now"
  touch $away
}

# Whether asking for a name ends here, through whatever stands before this server, as a load balancer that it replaces.
reached() {
  local word=$RANDOM$RANDOM at=.well-known/acme-challenge/stepway
  put "/var/www/acme/$at" <<<"$word"
  [ "$(curl -fskLm 10 "http://$1/$at")" = "$word" ]
}

# Whether a name leads here.
leads() {
  token=$(curl -fsSm 5 -X PUT $facts/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds:60') &&
    mine=$(curl -fsSm 5 $facts/meta-data/public-ipv4 -H "X-aws-ec2-metadata-token: $token") || return
  # The resolver remembers for a quarter of an hour that there was no such name.
  at=$(timeout 20 dig +trace +tries=1 +time=3 A "$1" 2>/dev/null | awk -v name="$1." '$1==name&&$4=="A"&&!n++{print $5}') || true
  [ -n "$at" ] || at=$(getent ahostsv4 "$1" | awk 'NR==1{print $1}') || true
  [ "$at" = "$mine" ] || reached "$1"
}

# Whether all names lead here; what is in the way is said once.
led() {
  for name in "\${hosts[@]}"; do
    ! leads "$name" || continue
    what="$name \${at:-nowhere} \${mine-}"
    [ "\${said-}" = "$what" ] || echo "waiting $what"
    said=$what
    return 1
  done
}

# The names of the site, and those that it had before for as long as they lead here: who comes by them is served.
gather() {
  read -ra hosts <<<"$NAMES"
  for name in $(named); do
    [[ " $NAMES " == *" $name "* ]] || ! leads "$name" || hosts+=("$name")
  done
}

get() {
  if pair "$live/fullchain.pem" "$live/privkey.pem" && [ -s $acme/renewal/site.conf ]; then
    if covered; then
      /opt/certbot/bin/certbot renew -q --no-random-sleep-on-renew --cert-name site
      return
    fi
  else
    rm -rf $acme/{live,archive}/site $acme/renewal/site.conf
  fi
  /opt/certbot/bin/certbot certonly -qn --agree-tos --register-unsafely-without-email \\
    --webroot -w /var/www/acme --cert-name site --renew-with-new-domains "\${hosts[@]/#/-d}"
}

if [ "$#" = 1 ]; then
  [ "$1" = use ] || keep
  use
  exit
fi
# From here on it is not done until it has been looked at.
echo 'begin names'
while true; do
  gather
  if ! covered && ! led; then
    # Mostly the domain is about to lead here when a server is new.
    pause=$((SECONDS<600?10:60))
  else
    echo 'begin certificate'
    if get && flock /run/stepway-setup.lock "$0" renewed; then echo 'done'; else echo 'failed certificate'; fi
    # Without one it may ask again after that long: five failures an hour are allowed. What names led to is remembered
    # for five minutes.
    if ! covered; then pause=15m; elif [ "\${hosts[*]}" = "$NAMES" ]; then pause=12h; else pause=10m; fi
  fi
  sleep "$pause"
done
`;

const unit = `[Unit]
Description=Certificate of the site
Wants=network-online.target
After=network-online.target nginx.service
[Service]
ExecStart=/opt/stepway/certificate
Restart=always
RestartSec=15
SyslogIdentifier=stepway-certificate
StandardOutput=journal+console
`;

/** Has nginx use what there is already, such as the certificate of a server that version 0.1.0 set up. */
export const useCertificate = `mkdir -p /var/www/acme/.well-known/acme-challenge
command -v openssl >/dev/null || dnf install -y -q openssl
put /etc/nginx/stepway/tls.template <<'CONF'
${tls}CONF
listen='443 ssl http2 default_server;'
! since 1.25.1 || listen='443 ssl default_server; http2 on;'
put /etc/nginx/stepway/tls-listen.conf <<<"listen $listen"
put /opt/stepway/certificate 755 <<'SH'
${program}SH
/opt/stepway/certificate use
`;

/** Where a load balancer has the certificate, what is there still serves whoever comes to the server itself, and ends. */
export const noCertificate = `if [ -e /etc/systemd/system/stepway-certificate.service ]; then
  systemctl stop stepway-certificate.service
  rm /etc/systemd/system/stepway-certificate.service
  systemctl daemon-reload
fi
`;

export const certificate = `begin certbot
command -v dig >/dev/null || dnf install -y -q bind-utils
if [ ! -e /opt/certbot/ready ]; then
  python3 -m venv /opt/certbot
  /opt/certbot/bin/pip install --quiet --upgrade certbot
  touch /opt/certbot/ready
fi
put /etc/systemd/system/stepway-certificate.service <<'UNIT'
${unit}UNIT
systemctl daemon-reload
systemctl restart stepway-certificate.service
`;
