import type { Topic } from '../../../guide/topic.ts';

export const ec2: Topic = {
  id: 'ec2',
  title: { en: 'Server (EC2)', ko: '서버(EC2)' },
  summary: { en: 'a rented computer: its type, image, disk and key', ko: '빌려 쓰는 컴퓨터: 유형, 이미지, 디스크, 키' },
  words: [
    'instance',
    'instances',
    'server',
    'virtual machine',
    'ami',
    'image',
    'ebs',
    'disk',
    't3.micro',
    'amazon linux',
    'burstable',
    'cpu credits',
    '인스턴스',
    '서버',
    '가상 서버',
    '가상 머신',
    '인스턴스 유형',
    '이미지',
    '디스크',
  ],
  about: ['server', 'instance-type', 'server-zone', 'image', 'cpu-credits'],
  see: ['user-data', 'session-manager', 'instance-profile', 'imdsv2', 'elastic-ip'],
  links: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/concepts.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html',
  ],
  text: {
    en: `
An EC2 instance is a virtual computer that you rent by the second. Its parts:

- Type: t3.micro is family t, generation 3, size micro: 2 vCPUs, 1 GiB of memory. t3.small has 2 GiB, t3.medium 4. A \`g\` (t4g.micro) means an Arm processor, a fifth cheaper, for programs built for it.
- AMI: the image it starts from, with the operating system.
- EBS: its disk. It remains, and costs money, while the server is stopped.
- Key pair: for SSH. Not needed with Session Manager.

The t types are burstable: they earn CPU credits while idle and spend them under load. When credits run out, "unlimited" mode (AWS's default for t3) keeps full speed for a surcharge; "standard" mode slows down instead. A new server has no credits yet: in standard mode a t3.micro would begin at a tenth of its speed.

1 GiB is tight for Java: start with t3.small.

# What stepway does
It creates one instance of \`--instance-type\` with the latest Amazon Linux 2023, an encrypted 10 GB disk, IMDSv2 only, and no key pair. Its credit mode is unlimited until the site is up, which takes minutes and costs a cent at most, and standard from then on. You can change the size within the same processor architecture: \`stepway up --instance-type t3.small\` stops the server, resizes it and starts it again.
`,
    ko: `
EC2 인스턴스는 초 단위로 빌리는 가상 컴퓨터입니다. 다음으로 이루어집니다.

- 유형: t3.micro는 t 계열 3세대 micro 크기로 가상 CPU 2개, 메모리 1GiB입니다. t3.small은 2GiB, t3.medium은 4GiB. t4g.micro처럼 g가 붙으면 Arm 프로세서이고, 맞게 빌드한 프로그램이라면 약 20% 쌉니다.
- AMI: 운영 체제가 담긴 시작 이미지입니다.
- EBS: 디스크입니다. 서버를 중지해도 남고, 요금도 계속 나옵니다.
- 키 페어: SSH에 씁니다. Session Manager를 쓰면 필요 없습니다.

t 계열은 쉴 때 CPU 크레딧을 모았다가 바쁠 때 씁니다. 크레딧이 떨어지면 "무제한" 모드(t3의 AWS 기본값)는 추가 요금을 내며 빠른 속도를 유지하고, "표준" 모드는 추가 요금 없이 느려집니다. 새 서버에는 크레딧이 없어서, 표준 모드라면 t3.micro는 10분의 1 속도로 시작합니다.

Java에는 1GiB가 빠듯하니 t3.small부터 시작하세요.

# stepway가 하는 일
\`--instance-type\` 한 대를 최신 Amazon Linux 2023, 암호화된 10GB 디스크, IMDSv2 전용, 키 페어 없이 만듭니다. 사이트가 열릴 때까지 몇 분만 무제한 모드로 두고(많아야 1센트) 그 뒤에는 표준 모드로 바꿉니다. 프로세서 종류가 같으면 크기를 바꿀 수 있습니다. \`stepway up --instance-type t3.small\`을 실행하면 서버를 잠시 멈추고 바꾼 뒤 다시 켭니다.
`,
  },
};
