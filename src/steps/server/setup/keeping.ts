/**
 * Functions of bash for whoever changes what nginx reads: `keep` before it, `back` when nginx does not take the new. What
 * nginx took last comes back then, so that the next boot has an nginx. A death on the way is found by the next `keep`.
 * Where visitors are led to is not kept: deployments change that meanwhile.
 */
export const keeping = `kept=/var/lib/stepway/nginx
keep() {
  if ! nginx -t -q 2>/dev/null; then
    back
    return
  fi
  mkdir -p "\${kept%/*}"
  rm -rf "$kept.new"
  cp -a /etc/nginx "$kept.new"
  rm -f "$kept.new/stepway/upstream.conf"
  sync -f "$kept.new"
  rm -rf "$kept"
  mv "$kept.new" "$kept"
}
back() {
  [ -e "$kept" ] || return 0
  rm -f /etc/nginx/conf.d/stepway.conf /etc/nginx/stepway/{https,tls.conf,since-*.conf}
  cp -a "$kept/." /etc/nginx/
  if systemctl -q is-enabled nginx && ! systemctl -q is-active nginx; then
    systemctl reset-failed nginx
    systemctl restart nginx
  fi
}
`;
