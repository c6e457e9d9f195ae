/**
 * On-demand prices in USD without tax, Linux, from AWS's public price pages and bills.
 * Hourly: `ec2.*`, `rds.*` classes, `alb`, `ipv4`. Monthly: `*.gp3`, `s3` and `snapshot` per GB, `zone`, `secret` each.
 */
export const pricesAsOf = '2026-11-20';

const everywhere = { alb: 0.0225, ipv4: 0.005, zone: 0.5, secret: 0.4 };

export const prices: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'us-east-1': {
    ...everywhere,
    'ec2.t3.nano': 0.0052,
    'ec2.t3.micro': 0.0104,
    'ec2.t3.small': 0.0208,
    'ec2.t3.medium': 0.0416,
    'ec2.t3.large': 0.0832,
    'ec2.t4g.nano': 0.0042,
    'ec2.t4g.micro': 0.0084,
    'ec2.t4g.small': 0.0168,
    'ec2.t4g.medium': 0.0336,
    'ec2.t4g.large': 0.0672,
    'ebs.gp3': 0.08,
    s3: 0.023,
    'rds.db.t4g.micro': 0.016,
    'rds.db.t4g.small': 0.032,
    'rds.db.t4g.medium': 0.065,
    'rds.gp3': 0.115,
    snapshot: 0.095,
  },
  'ap-northeast-2': {
    ...everywhere,
    'ec2.t3.nano': 0.0065,
    'ec2.t3.micro': 0.013,
    'ec2.t3.small': 0.026,
    'ec2.t3.medium': 0.052,
    'ec2.t3.large': 0.104,
    'ec2.t4g.nano': 0.0052,
    'ec2.t4g.micro': 0.0104,
    'ec2.t4g.small': 0.0208,
    'ec2.t4g.medium': 0.0416,
    'ec2.t4g.large': 0.0832,
    'ebs.gp3': 0.0912,
    s3: 0.025,
    'rds.db.t4g.micro': 0.025,
    'rds.gp3': 0.131,
    snapshot: 0.095,
  },
};
