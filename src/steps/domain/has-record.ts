/**
 * A line of bash that asks DNS, and succeeds when one of the answers is exactly that: an address is not the beginning of
 * a longer one, and a name is not one to which the DNS host has added the domain. Words of bash, quoted as they need it.
 */
export const hasRecord = (type: string, name: string, value: string): string =>
  // The last word of each line, without the dot at the end of a name.
  `nslookup -type=${type} ${name} | sed 's/.*[[:space:]]//; s/\\.$//' | grep -ixF ${value}`;
