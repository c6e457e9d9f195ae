export type Architecture = 'amd64' | 'arm64';

/** The kind of server that something is built for: Linux with the GNU C library, on one of two processors. */
export interface Server {
  /** As Go calls its processor. */
  readonly architecture: Architecture;
  /** As Node.js and npm call it. */
  readonly cpu: 'x64' | 'arm64';
  /** As the kernel calls it: `uname -m`. */
  readonly machine: 'x86_64' | 'aarch64';
}

const servers: Readonly<Record<Architecture, Server>> = {
  amd64: { architecture: 'amd64', cpu: 'x64', machine: 'x86_64' },
  arm64: { architecture: 'arm64', cpu: 'arm64', machine: 'aarch64' },
};

export const serverOf = (architecture: Architecture): Server => servers[architecture];

/** The instance types with Arm processors: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
export const architectureOf = (instanceType: string): Architecture =>
  /^[a-z]+\d+g/.test(instanceType) ? 'arm64' : 'amd64';
