/**
 * A function of sh: `put FILE [MODE]` writes what it reads to a file, whole or not at all, also when the power goes
 * meanwhile; what cannot be written leaves nothing behind. Nobody else reads it before it has its mode, 644 when absent.
 */
export const put = `put() {
  if (umask 077 && cat >"$1.new") && chmod "\${2:-644}" "$1.new" && sync "$1.new" && mv -fT "$1.new" "$1"; then
    sync "$(dirname "$1")"
  else
    rm -f "$1.new" && return 1
  fi
}
`;
