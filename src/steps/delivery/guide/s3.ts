import type { Topic } from '../../../guide/topic.ts';

export const s3: Topic = {
  id: 's3',
  title: { en: 'Files (S3)', ko: '파일 저장소(S3)' },
  summary: { en: 'storage for uploads, backups and deployment bundles', ko: '업로드, 백업, 배포 파일을 두는 곳' },
  words: [
    'simple storage service',
    'bucket',
    'buckets',
    'object storage',
    'storage',
    'upload',
    'static',
    '버킷',
    '객체 스토리지',
    '에스쓰리',
    '업로드',
    '정적 웹',
    '퍼블릭 액세스',
  ],
  about: [
    'delivery-bucket',
    'delivery-bucket-closed',
    'delivery-bucket-versions',
    'delivery-bucket-tls',
    'delivery-bucket-expiry',
    'bundle-access',
  ],
  see: ['roles', 'codedeploy', 'ci-cd'],
  links: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  text: {
    en: `
S3 stores files ("objects") in buckets, almost without limit, in several data centers at once, for about 0.025 USD per GB a month. It is not a disk: you upload, download and delete whole files over HTTPS.

Use it for user uploads (a server's disk is gone when the server is), backups and deployment bundles, and for sites of plain HTML and JavaScript, which need no server at all.

Two rules prevent most trouble:

- Leave "Block public access" on. Your server uses its role to access the bucket; visitors use links that your app signs for a few minutes.
- A bucket's name is globally unique and visible: put nothing secret in it.

# What stepway does
With \`--delivery local\` or \`--delivery github\` it creates one bucket for your app's versions: private, TLS only, with old versions deleted after 30 days. To let your app use your own bucket, attach a policy like this to the server's role (NAME-server-role):

  { "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:PutObject"],
    "Resource": "arn:aws:s3:::my-uploads/*" }
`,
    ko: `
S3는 파일("객체")을 버킷에 거의 무제한으로 보관합니다. 여러 데이터 센터에 나누어 두므로 잃을 걱정이 거의 없고, GB당 월 약 0.025달러입니다. 디스크와는 달리 HTTPS로 파일을 통째로 올리고 받고 지웁니다.

방문자가 올린 파일(서버 디스크는 서버와 함께 사라집니다), 백업, 배포 파일을 두기에 좋습니다. HTML과 JavaScript로만 된 정적 사이트라면 서버 없이 S3만으로도 됩니다.

두 가지만 지키면 사고를 크게 줄일 수 있습니다.

- "퍼블릭 액세스 차단"을 켜 두세요. 서버는 역할로 접근하고, 방문자에게는 앱이 서명한 몇 분짜리 링크를 주면 됩니다.
- 버킷 이름은 전 세계에서 유일하고 누구나 볼 수 있으니 비밀을 담지 마세요.

# stepway가 하는 일
\`--delivery local\`이나 \`--delivery github\`를 고르면 앱의 버전을 두는 버킷을 하나 만듭니다. 공개를 막고 TLS만 받으며, 오래된 버전은 30일 뒤 삭제됩니다. 앱이 다른 버킷을 쓰게 하려면 서버의 역할(이름-server-role)에 이런 정책을 붙이세요.

  { "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:PutObject"],
    "Resource": "arn:aws:s3:::my-uploads/*" }
`,
  },
};
