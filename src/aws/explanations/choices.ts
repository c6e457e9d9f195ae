import { called, goOn, sentence, type Explanation } from './explanation.ts';

/** What was chosen, and AWS does not have like that: another answer helps. */
export const ofChoices: readonly Explanation[] = [
  {
    is: called(/^Unsupported(Operation)?$/, /instance type/i),
    what: ({ message }) => ({
      en: `AWS does not have this instance type in that zone: ${sentence(message)}.`,
      ko: `그 가용 영역에 없는 인스턴스 유형입니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Choose another type with --instance-type, or another --region. ${goOn.en}`,
      ko: `--instance-type으로 다른 유형을 고르거나 다른 --region을 고르세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^InvalidParameterCombination$/, /does not support creating a DB instance|Cannot find version/i),
    what: ({ message }) => ({
      en: `AWS does not have a database like this in the region: ${sentence(message)}.`,
      ko: `이 리전에서 만들 수 없는 데이터베이스 조합입니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Choose another class: \`stepway up --database-class db.t3.micro\`, or another --database. ${goOn.en}`,
      ko: `다른 클래스(\`stepway up --database-class db.t3.micro\`)나 다른 --database를 고르세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^DBSubnetGroupDoesNotCoverEnoughAZs/),
    what: ({ message }) => ({
      en: `The network has subnets in too few zones for a database: ${sentence(message)}.`,
      ko: `데이터베이스를 두기에는 서브넷이 있는 가용 영역이 모자랍니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Let stepway make a network of its own (--network own), or choose another --region. ${goOn.en}`,
      ko: `stepway가 새 네트워크를 만들게 하거나(--network own) 다른 --region을 고르세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^KMSKeyNotAccessible/),
    what: ({ message }) => ({
      en: `AWS cannot encrypt the database with the account's key: ${sentence(message)}.`,
      ko: `계정의 키로 데이터베이스를 암호화할 수 없습니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Look at the key aws/rds in the KMS console: it must be enabled, and a policy that denies you kms:DescribeKey or kms:CreateGrant must be changed. ${goOn.en}`,
      ko: `KMS 콘솔에서 aws/rds 키가 사용 설정되어 있는지, kms:DescribeKey와 kms:CreateGrant를 막는 정책이 있는지 확인하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^(DelegationSetNotAvailable|ConflictingDomainExists)/),
    what: ({ message }) => ({
      en: `Route 53 has no name servers left for this domain: ${sentence(message)}.`,
      ko: `이 도메인에 줄 수 있는 Route 53 네임서버가 남아 있지 않습니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Delete zones of the same name that you no longer need. If others hold them, ask AWS Support, and be ready to show that the domain is yours. ${goOn.en}`,
      ko: `쓰지 않는 같은 이름의 호스팅 영역을 삭제하세요. 다른 사람 것이라면 AWS Support에 문의하고, 도메인 소유를 증명할 준비를 하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^InvalidDomainName/),
    what: ({ message }) => ({
      en: `Route 53 does not accept this domain: ${sentence(message)}.`,
      ko: `Route 53이 받지 않는 도메인입니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Choose a domain that you have bought, or a name below it, with --domain. ${goOn.en}`,
      ko: `직접 구입한 도메인이나 그 하위 이름을 --domain으로 지정하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^InvalidChangeBatch$/, /conflicts with other records|not permitted/i),
    what: ({ message }) => ({
      en: `A record in the zone is in the way: ${sentence(message)}.`,
      ko: `호스팅 영역에 있는 다른 레코드와 부딪힙니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Delete or rename that record in the Route 53 console if nobody needs it, or choose another name with --domain. ${goOn.en}`,
      ko: `쓰지 않는 레코드라면 Route 53 콘솔에서 지우거나 이름을 바꾸고, 아니라면 다른 --domain을 고르세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^InvalidSubnet(Exception)?$/, /IP (space|addresses)/i),
    what: ({ message }) => ({
      en: `A subnet has too few free addresses for the load balancer: ${sentence(message)}.`,
      ko: `서브넷에 로드 밸런서가 쓸 빈 주소가 모자랍니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Let stepway make a network of its own: --network own. ${goOn.en}`,
      ko: `stepway가 새 네트워크를 만들게 하세요: --network own. ${goOn.ko}`,
    }),
  },
];
