/** Nobody looks after the disk of a first server: its journal must not fill it. */
export const journal = `begin journal
mkdir -p /etc/systemd/journald.conf.d
put /etc/systemd/journald.conf.d/stepway.conf <<'CONF'
[Journal]
SystemMaxUse=200M
CONF
[ -z "$fresh" ] || systemctl restart systemd-journald
`;
