/**
 * Functions of bash for whoever changes what nginx reads: `keep` before it, `back` when nginx does not take the new. What
 * stepway wrote, as nginx took it last, comes back then, so that the next boot has an nginx; what it replaces stays
 * beside it. A death on the way is found by the next `keep`. Files of others are theirs, and where visitors are led to
 * is for deployments to change: neither is kept.
 */
export const keeping = `kept=/var/lib/stepway/nginx
own=(conf.d/stepway.conf stepway/{app.conf,https,since-1.27.4.conf,tls-listen.conf,tls.conf,tls.pem,tls.template})
keep() {
  local file
  if ! nginx -t -q 2>/dev/null; then
    back
    return
  fi
  rm -rf "$kept.new"
  mkdir -p "$kept.new"/{conf.d,stepway}
  for file in "\${own[@]}"; do
    [ ! -e "/etc/nginx/$file" ] || cp -p "/etc/nginx/$file" "$kept.new/$file"
  done
  sync -f "$kept.new"
  rm -rf "$kept"
  mv "$kept.new" "$kept"
}
back() {
  local file now mode said
  [ -e "$kept" ] || return 0
  for file in "\${own[@]}"; do
    now="/etc/nginx/$file"
    if [ ! -e "$now" ] && [ ! -e "$kept/$file" ] || cmp -s "$now" "$kept/$file"; then continue; fi
    said="nginx refused its configuration: $now is as before"
    # A key is not left lying about.
    if [ -e "$now" ] && [[ "$now" != *.pem ]]; then
      cp -pf "$now" "$now.refused"
      said+="; what it was then is in $now.refused"
    fi
    if [ -e "$kept/$file" ]; then
      mode="$(stat -c %a "$kept/$file")"
      put "$now" "$mode" <"$kept/$file"
    else
      rm "$now"
    fi
    logger -t stepway-nginx "$said"
  done
  # What others wrote can be in its way still, which the set-up says.
  if nginx -t -q 2>/dev/null && systemctl -q is-enabled nginx && ! systemctl -q is-active nginx; then
    systemctl reset-failed nginx
    systemctl restart nginx
  fi
}
`;
