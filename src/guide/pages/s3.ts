import type { Topic } from '../topic.ts';

export const s3: Topic = {
  id: 's3',
  title: {
    en: 'S3',
    ko: 'S3',
  },
  summary: {
    en: 'Storage for files of any number and size.',
    ko: '파일을 개수와 크기에 상관없이 보관하는 저장소입니다.',
  },
  words: ['s3', 'bucket', '버킷', 'object', 'storage', '스토리지', '정적 웹'],
  text: {
    en: "S3 keeps files, called objects, in buckets. A bucket's name is unique in the whole world. Everything is private unless somebody opens it, and leaks come nearly always from that. With versions on, an overwritten or deleted file can be brought back.\n\nIt costs about 0.023 to 0.025 USD per GB a month. It is the usual place for uploads of your users and for bundles of your app.",
    ko: 'S3는 파일(객체)을 버킷에 보관합니다. 버킷 이름은 전 세계에서 하나뿐입니다. 누가 열지 않는 한 모두 비공개이고, 유출은 거의 언제나 열어 둔 데서 생깁니다. 버전 관리를 켜면 덮어쓰거나 삭제한 파일을 되살릴 수 있습니다.\n\nGB당 월 약 0.023~0.025 USD입니다. 사용자가 올리는 파일과 앱 배포 묶음을 두는 곳으로 많이 씁니다.',
  },
  here: {
    en: "Nothing of your site needs it. Files that your users upload belong there rather than on the server's disk, which goes away with the server.",
    ko: '사이트 자체에는 필요하지 않습니다. 사용자가 올리는 파일은 서버와 함께 사라지는 디스크보다 S3에 두는 편이 좋습니다.',
  },
  about: [],
  see: ['code-deploy', 'iam'],
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html'],
};
