/** What takes time in AWS: least, usual and most, in seconds (estimates from published deployment logs). */
const seconds = {
  'round trip': [0.05, 0.15, 0.6],
  'iam visible': [1, 8, 30],
  'ec2 visible': [0, 0.5, 5],
  // Mostly there is nothing of these.
  'role visible': [0, 0, 10],
  'role edited': [0, 0, 0.5],
  'load balancer visible': [0, 0, 5],
  'database visible': [0, 0, 5],
  'zone visible': [0, 0, 5],
  'change visible': [0, 0, 5],
  'certificate visible': [0, 0, 5],
  'issued certificate visible': [0, 0, 15],
  'database flap': [0, 0, 30],
  'network available': [0.5, 1, 2],
  'instance running': [4, 8, 15],
  'profile associated': [0, 1, 5],
  'instance stopped': [10, 25, 70],
  'instance terminated': [12, 25, 70],
  'interface released': [0, 2, 15],
  'application up': [25, 45, 90],
  'load balancer active': [80, 120, 170],
  'load balancer interfaces released': [20, 60, 180],
  'target healthy': [5, 15, 40],
  'certificate record': [1, 4, 12],
  'certificate issued': [15, 60, 240],
  'certificate released': [5, 30, 180],
  'dns in sync': [4, 20, 50],
  'name servers set': [20, 60, 600],
  'records set elsewhere': [20, 60, 600],
  'mail confirmed': [20, 60, 600],
  'database available': [180, 255, 450],
  'database modification begun': [2, 5, 30],
  'database modified': [120, 240, 600],
  'database deleted': [80, 115, 230],
  'snapshot available': [60, 120, 300],
  'bucket visible': [0, 0.3, 5],
  'bucket set': [0, 0.2, 2],
  'bucket name free': [5, 20, 120],
  'config rule deleted': [1, 5, 30],
  'trail delivered': [120, 300, 900],
  'agent installed': [15, 30, 60],
  'command visible': [0, 0.3, 3],
  'command run': [4, 10, 60],
  'build queued': [0, 1, 20],
  'build machine ready': [4, 8, 60],
  'build sources fetched': [1, 3, 10],
  'build installed': [5, 25, 120],
  'build built': [5, 25, 300],
  'build packed': [2, 10, 60],
  'build artifact sent': [1, 2, 15],
  'deployment begun': [1, 3, 10],
  'deployment step': [0.5, 1, 3],
  'deployment hook': [1, 3, 20],
  'deployment traffic blocked': [15, 20, 40],
  'deployment traffic allowed': [15, 25, 60],
  'deployment unheard': [300, 300, 330],
} as const satisfies Record<string, readonly [least: number, usual: number, most: number]>;

export type Latency = keyof typeof seconds;

/** How long something takes this time, in milliseconds of the clock. */
export type Latencies = (of: Latency) => number;

/** Everything takes as long as it usually does. */
export const typical: Latencies = (of) => seconds[of][1] * 1000;

/** Each time drawn from a triangular distribution; `random` is uniform over 0 to 1, like Math.random. */
export const drawn =
  (random: () => number): Latencies =>
  (of) => {
    const [least, usual, most] = seconds[of];
    const u = random();
    const rising = (usual - least) / (most - least);
    const at =
      u < rising
        ? least + Math.sqrt(u * (most - least) * (usual - least))
        : most - Math.sqrt((1 - u) * (most - least) * (most - usual));
    return Math.round(at * 1000);
  };
