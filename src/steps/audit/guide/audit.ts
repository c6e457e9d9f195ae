import type { Topic } from '../../../guide/topic.ts';

export const audit: Topic = {
  id: 'audit',
  title: { en: 'Who did what (CloudTrail)', ko: '누가 무엇을 했는지(CloudTrail)' },
  summary: { en: 'a record of AWS calls that nobody can erase', ko: '아무도 지울 수 없는 AWS 요청 기록' },
  words: ['trail', 'cloudtrail', 'object lock', 'compliance', 'event history', '감사', '추적', '기록', '잠금', '침입'],
  about: [
    'audit',
    'audit-bucket',
    'audit-bucket-closed',
    'audit-bucket-lock',
    'audit-bucket-policy',
    'audit-bucket-expiry',
    'audit-trail',
    'audit-logging',
    'audit-events',
  ],
  see: ['cloudwatch', 's3', 'account', 'costs'],
  links: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  ],
  text: {
    en: `
Everything that happens in an AWS account is a call: somebody's click in the console, your own \`stepway up\`, a stolen key. CloudTrail writes down each one: who, when, from which address, and what AWS answered.

The last 90 days are there without anything being set up: CloudTrail console, Event history. You need a trail of your own when 90 days are too short, when somebody asks you for an audit log, or when you want to search all Regions at once.

The trail itself is free as long as it is the account's only one; a second copy of the same events costs 2 USD for each 100,000. You pay for its files in S3: some 0.15 USD a month, because CloudTrail writes one an hour and Region that proves the others unchanged.

It records how things are set up, read and changed, not what your visitors do (see logs), and not the contents of databases and files.

The files are locked (S3 Object Lock, compliance mode): for 90 days nobody can delete one, not the root user and not AWS. So an intruder cannot, and neither can you. \`--audit none\` and \`stepway teardown\` end the recording at once; the bucket stays, and is named with the day from which the same command removes it. Until then it costs a few cents a month. Closing the whole account is the only faster way.

# What stepway does
\`--audit trail\` creates the bucket: locked, closed to the public, TLS only, and writable for this one trail. Files expire after a year. The trail covers all Regions and global services, and each file can be proven unchanged: \`aws cloudtrail validate-logs\`. \`stepway doctor\` tells when somebody stopped or narrowed it, \`stepway up\` puts it back.
`,
    ko: `
AWS 계정에서 일어나는 일은 모두 요청입니다. 콘솔에서 누른 버튼도, \`stepway up\`도, 훔친 키로 한 일도 마찬가지입니다. CloudTrail은 요청마다 누가, 언제, 어느 주소에서 했고 AWS가 어떻게 응답했는지 기록합니다.

최근 90일 기록은 아무 설정 없이도 CloudTrail 콘솔의 이벤트 기록에서 볼 수 있습니다. 90일이 짧거나, 감사 기록을 제출해야 하거나, 모든 리전을 한 번에 검색하고 싶다면 추적(trail)을 만드세요.

추적은 계정에 하나뿐이면 무료입니다. 같은 이벤트를 한 번 더 기록하면 10만 건에 2달러입니다. S3에 쌓이는 파일의 요금은 월 0.15달러쯤입니다. 다른 파일이 바뀌지 않았음을 증명하는 파일을 리전마다 한 시간에 하나씩 쓰기 때문입니다.

자원을 설정하고 조회하고 바꾼 요청을 기록합니다. 방문자의 요청(logs 참고)과 데이터베이스나 파일의 내용은 기록하지 않습니다.

파일은 잠깁니다(S3 객체 잠금, 규정 준수 모드). 90일 동안은 루트 사용자도 AWS도 삭제할 수 없습니다. 침입자가 지울 수 없는 만큼 본인도 지울 수 없습니다. \`--audit none\`이나 \`stepway teardown\`을 실행하면 기록은 바로 멈추고, 버킷은 남습니다. 언제부터 같은 명령으로 삭제할 수 있는지 날짜를 알려 주고, 그때까지 요금은 월 몇 센트입니다. 더 빨리 없애려면 계정을 닫는 방법뿐입니다.

# stepway가 하는 일
\`--audit trail\`을 지정하면 버킷을 만듭니다. 파일이 잠기고, 공개 접근을 막고, TLS만 허용하고, 이 추적만 쓸 수 있습니다. 파일은 1년 뒤 자동으로 삭제됩니다. 추적은 모든 리전과 글로벌 서비스를 기록하며, 파일이 바뀌지 않았는지 \`aws cloudtrail validate-logs\`로 확인할 수 있습니다. 누가 기록을 멈추거나 줄이면 \`stepway doctor\`가 알려 주고 \`stepway up\`이 되돌립니다.
`,
  },
};
