import type { Topic } from '../topic.ts';

export const ec2: Topic = {
  id: 'ec2',
  title: {
    en: 'EC2: the server',
    ko: 'EC2: 서버',
  },
  summary: {
    en: 'A rented computer on which your app runs.',
    ko: '앱이 실행되는, 빌려 쓰는 컴퓨터입니다.',
  },
  words: [
    'ec2',
    'server',
    '서버',
    'instance',
    '인스턴스',
    'instance type',
    '인스턴스 유형',
    't3',
    't4g',
    'ami',
    'user data',
    'ebs',
    '디스크',
  ],
  text: {
    en: 'An EC2 instance is a virtual computer, paid by the second while it runs. Its type says how big it is: t3.micro has 2 virtual processors and 1 GB of memory, t3.small 2 GB. t4g types have ARM processors and are a little cheaper. Small types save up processor time while idle and spend it under load.\n\nIt starts from an image (AMI) with a system on it, and runs a first script (user data) once.',
    ko: 'EC2 인스턴스는 켜져 있는 동안 초 단위로 요금을 내는 가상 컴퓨터입니다. 유형이 크기를 나타냅니다. t3.micro는 가상 CPU 2개에 메모리 1GB, t3.small은 2GB입니다. t4g는 ARM 프로세서로 조금 더 저렴합니다. 작은 유형은 한가할 때 CPU 시간을 모았다가 바쁠 때 씁니다.\n\n운영 체제가 담긴 이미지(AMI)로 시작해 처음 한 번 스크립트(user data)를 실행합니다.',
  },
  here: {
    en: "Starts the newest Amazon Linux 2023 with an encrypted disk and a welcome page on your app's port. Another --instance-type later restarts the same server with its disk. Surplus processor time is never billed.",
    ko: '최신 Amazon Linux 2023을 암호화된 디스크로 시작하고, 앱의 포트에 환영 페이지를 띄웁니다. 나중에 --instance-type을 바꾸면 디스크는 그대로 두고 같은 서버를 다시 시작합니다. CPU 초과 사용 요금은 생기지 않게 합니다.',
  },
  about: ['server', 'instance-type', 'image'],
  see: ['instance-profile', 'session-manager', 'elastic-ip'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/concepts.html'],
};
