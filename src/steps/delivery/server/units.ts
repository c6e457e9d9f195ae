/** The app in one of its two slots. */
const app = `[Unit]
Description=The app (slot %i)
Wants=network-online.target
After=network-online.target
# It is restarted however often it exits: a database that is away for some minutes is no reason to give up.
StartLimitIntervalSec=0

[Service]
ExecStart=/opt/app/slots/%i/deploy/run.sh
WorkingDirectory=/opt/app/slots/%i
EnvironmentFile=/etc/stepway/slots/%i.env
Environment=HOME=/var/lib/app
User=app
Group=app
Restart=always
RestartSec=2
# Java exits with 143 when it is stopped.
SuccessExitStatus=143
TimeoutStopSec=30
# The app can write to its release, /run/app-a or -b, and /var/lib/app; only what is in /var/lib/app is kept.
RuntimeDirectory=app-%i
StateDirectory=app
# None of root's capabilities.
CapabilityBoundingSet=
NoNewPrivileges=yes
# The file system is read-only except for the app's own folders.
ProtectSystem=strict
ReadWritePaths=/opt/app/slots/%i
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
LockPersonality=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
`;

const drain = `[Unit]
Description=Stops the app (slot %i) once its last requests are answered

[Service]
ExecStart=/opt/stepway/release drain %i
Restart=on-failure
`;

const boot = `[Unit]
Description=Starts the release of the app that is live

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/opt/stepway/release boot

[Install]
WantedBy=multi-user.target
`;

const early = `# For files of an early \`stepway init\`, which run the app under this name: nginx is led to it.
[Service]
ExecStartPre=+/opt/stepway/release give-way
ExecStartPost=+/opt/stepway/release adopt
`;

/** What systemd on the server is to know, by path. */
export const units: Readonly<Record<string, string>> = {
  '/etc/systemd/system/app@.service': app,
  '/etc/systemd/system/app-drain@.service': drain,
  '/etc/systemd/system/stepway-app.service': boot,
  '/etc/systemd/system/app.service.d/stepway.conf': early,
};
