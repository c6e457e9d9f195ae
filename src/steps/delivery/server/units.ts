/** What of the app runs how: in a folder of its own release, as a user without rights, to whom the rest can only be read. */
const inFolder = (folder: string, settings: string) => `WorkingDirectory=${folder}
EnvironmentFile=${settings}
Environment=HOME=/var/lib/app
User=app
Group=app
# Java exits with 143 when it is stopped.
SuccessExitStatus=143
TimeoutStopSec=30
# It can write to its release and /var/lib/app; only what is in /var/lib/app is kept.
StateDirectory=app
# None of root's capabilities.
CapabilityBoundingSet=
NoNewPrivileges=yes
# The file system is read-only except for the app's own folders.
ProtectSystem=strict
ReadWritePaths=${folder}
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

const inSlot = (slot: string) => inFolder(`/opt/app/slots/${slot}`, `/etc/stepway/slots/${slot}.env`);

/** The app in one of its two slots. */
const app = `[Unit]
Description=The app (slot %i)
Wants=network-online.target
After=network-online.target
# It is restarted however often it exits: a database that is away for some minutes is no reason to give up.
StartLimitIntervalSec=0

[Service]
ExecStart=/opt/stepway/process web
Restart=always
RestartSec=2
# It can write to /run/app-a or -b as well.
RuntimeDirectory=app-%i
${inSlot('%i')}`;

/**
 * A worker of the app in a slot, the same text for both. It is not part of the app's unit: a restart of the one is no
 * reason to end the other.
 */
const worker = `[Unit]
Description=The app's worker %i (slot %j)
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=/opt/stepway/process %i
# The port is that of the app's web process.
UnsetEnvironment=PORT
Restart=always
RestartSec=5
${inSlot('%j')}`;

/** What a release has done once before it serves, such as changes to the tables of its database. */
const once = `[Unit]
Description=The release command of the app (release %i)
CollectMode=inactive-or-failed

[Service]
Type=oneshot
ExecStart=/opt/stepway/process release
${inFolder('/opt/app/releases/%i', '/etc/stepway/settings.env')}`;

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

/** Settings of the app may have names that docker's client takes for its own. */
const removal = `/bin/sh -c 'env -i /usr/bin/docker rm --force %p-%i >/dev/null 2>&1'`;

/**
 * What is added to a unit whose release is an image: it runs no more than docker's client, which may speak to docker's
 * socket. A client that is killed leaves its container behind.
 */
export const container = `[Unit]
Wants=docker.service
After=docker.service

[Service]
SupplementaryGroups=docker
# The language of this server is not that of the image.
Environment=STEPWAY_CONTAINER=%p-%i LANG=
ExecStartPre=-${removal}
ExecStopPost=-${removal}
`;

/** What systemd on the server is to know, by path. */
export const units: Readonly<Record<string, string>> = {
  '/etc/systemd/system/app@.service': app,
  '/etc/systemd/system/app-worker-a@.service': worker,
  '/etc/systemd/system/app-release@.service': once,
  '/etc/systemd/system/app-drain@.service': drain,
  '/etc/systemd/system/stepway-app.service': boot,
  '/etc/systemd/system/app.service.d/stepway.conf': early,
};
