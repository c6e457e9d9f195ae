/**
 * Installing a project's dependencies takes more memory than the smallest servers have. Written whole, as XFS wants a
 * swap file, where the disk of an older server has room; each boot turns it on again, because the set-up runs at each.
 * A site without it is better than none.
 */
export const swap = `swap() {
  if [ ! -e /var/swapfile ] && [ "$(df --output=avail / | tail -n 1)" -gt 3000000 ]; then
    rm -f /var/swapfile.new &&
      install -m 600 /dev/null /var/swapfile.new &&
      dd if=/dev/zero of=/var/swapfile.new bs=1M count=1024 status=none &&
      mkswap /var/swapfile.new >/dev/null &&
      mv /var/swapfile.new /var/swapfile || return
  fi
  [ ! -e /var/swapfile ] || grep -q '^/var/swapfile ' /proc/swaps || swapon /var/swapfile
}
begin swap
if [ "$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)" -lt 2000000 ]; then swap || echo 'no swap'; fi
`;
