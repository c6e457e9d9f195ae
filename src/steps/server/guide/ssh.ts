import type { Topic } from '../../../guide/topic.ts';

export const ssh: Topic = {
  id: 'ssh',
  title: { en: 'SSH and key pairs', ko: 'SSH와 키 페어' },
  summary: { en: 'the classic way in; usually not needed here', ko: '전통적인 접속 방법, 여기서는 보통 필요 없음' },
  words: [
    'key pair',
    'key pairs',
    'keypair',
    'pem',
    'port 22',
    '22',
    'my-ip',
    '키 페어',
    '키페어',
    'pem 키',
    '22번 포트',
  ],
  about: ['ssh', 'server-ssh'],
  see: ['session-manager', 'security-groups'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html'],
  text: {
    en: `
SSH needs an open port 22, and a key pair whose private half (the .pem file) only you have. AWS shows the private half once: lose it and you are locked out, leak it and others can get in. Bots try port 22 on every address all day.

Session Manager gives you the same shell without either. Use SSH when a tool requires it: a remote editor, rsync, an old deployment script.

You can use SSH without an EC2 key pair: add your public key to the server from a Session Manager shell.

  sudo -iu ec2-user
  mkdir -p ~/.ssh && echo 'ssh-ed25519 AAAA… you' >> ~/.ssh/authorized_keys

# What stepway does
SSH is closed by default. \`--ssh my-ip\` allows your current IP address, \`--ssh 203.0.113.0/24\` a range; the whole internet is refused. If your address changes, run \`stepway up --ssh my-ip\` again. \`stepway up --ssh none\` closes it. stepway creates no key pair.
`,
    ko: `
SSH에는 열린 22번 포트와 키 페어가 필요합니다. 개인 키(.pem 파일)는 만들 때 한 번만 받을 수 있습니다. 잃어버리면 접속할 수 없고, 새어 나가면 남이 접속합니다. 게다가 봇들이 온종일 모든 주소의 22번 포트를 두드립니다.

Session Manager를 쓰면 둘 다 없이 같은 셸을 쓸 수 있습니다. SSH가 필요한 때는 원격 폴더를 여는 편집기, rsync, 오래된 배포 스크립트처럼 도구가 SSH를 요구할 때뿐입니다.

키 페어 없이 만든 서버에서도 SSH를 쓸 수 있습니다. Session Manager로 접속해 공개 키를 직접 넣으면 됩니다.

  sudo -iu ec2-user
  mkdir -p ~/.ssh && echo 'ssh-ed25519 AAAA… 나' >> ~/.ssh/authorized_keys

# stepway가 하는 일
지정하지 않으면 아무것도 열지 않습니다. \`--ssh my-ip\`는 지금 내 IP만, \`--ssh 203.0.113.0/24\`는 그 대역만 허용하며, 인터넷 전체를 여는 것은 거부합니다. 집의 IP가 바뀌면 \`stepway up --ssh my-ip\`를 다시 실행하고, 닫으려면 \`stepway up --ssh none\`을 실행하세요. 키 페어는 만들지 않습니다.
`,
  },
};
