import type { GeneratedFile } from '../files.ts';

export const unit = (): GeneratedFile => ({
  path: 'deploy/app.service',
  executable: false,
  about: { en: 'the app as a systemd unit', ko: '앱의 systemd 유닛' },
  content: `# The app as a systemd unit.
# Written by \`stepway init\`. It is yours to change.
[Unit]
Description=The app
Wants=network-online.target
After=network-online.target
# It is started again however often it ends: a database that is away for some minutes is no reason to give up.
StartLimitIntervalSec=0

[Service]
ExecStart=/opt/app/deploy/run.sh
WorkingDirectory=/opt/app
EnvironmentFile=/etc/stepway/app.env
Environment=HOME=/opt/app
User=app
Group=app
Restart=always
RestartSec=3
# Java ends a stopped program with 143.
SuccessExitStatus=143
TimeoutStopSec=30
# /run/app, /var/lib/app: for files of its own; those in /var/lib/app outlive every release.
RuntimeDirectory=app
StateDirectory=app
# It may use a port below 1024, and nothing else of what root may.
AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
# It sees the system, and writes to its own folders only.
ProtectSystem=strict
ReadWritePaths=/opt/app
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

[Install]
WantedBy=multi-user.target
`,
});
