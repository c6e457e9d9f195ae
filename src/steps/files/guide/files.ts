import type { Topic } from '../../../guide/topic.ts';

export const files: Topic = {
  id: 'files',
  title: { en: 'Files that people upload (S3)', ko: '업로드한 파일(S3)' },
  summary: {
    en: 'a private bucket, and links that your app signs',
    ko: '비공개로 보관하고 앱이 서명한 링크로 주고받기',
  },
  words: ['files', 'upload', 'uploads', 'images', 'presigned', 'cors', '파일', '업로드', '이미지'],
  about: [
    'files',
    'files-bucket',
    'files-bucket-closed',
    'files-bucket-versions',
    'files-bucket-tls',
    'files-bucket-expiry',
    'files-bucket-cors',
    'files-access',
  ],
  see: ['parts', 'env', 's3'],
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html'],
  text: {
    en: `
A folder of the server is no place for uploads: a deployment, a new server or a full disk takes them away. S3 keeps them, in a bucket that nobody can read from outside.

  stepway add files       makes the bucket

From the next deployment on, FILES_BUCKET has its name. The app needs no key: the AWS SDK finds the rights of the server by itself. It may read, write and delete the files of this bucket, and nothing else.

Do not send files through your server. Sign a link that is valid for five minutes, and the browser loads from S3, or uploads to it, by itself. In Python (in Node.js, getSignedUrl of @aws-sdk/s3-request-presigner does the same):

  import boto3, os
  file = {'Bucket': os.environ['FILES_BUCKET'], 'Key': key}
  s3 = boto3.client('s3')
  link = s3.generate_presigned_url('get_object', Params=file, ExpiresIn=300)

Only pages of your own domain may use such links from a script (CORS). A link never lives longer than the rights of the server that signed it: six hours.

For 30 days an overwritten or deleted file is still there as an earlier version: in the S3 console, Show versions. The app cannot delete those. A gigabyte costs about 0.025 USD a month in Seoul.

# What stepway does
\`stepway remove files\` and \`stepway teardown\` ask what is to become of the files: with \`--data snapshot\` the bucket stays with all that is in it, and with \`--data delete\` it goes.
`,
    ko: `
서버의 폴더는 업로드한 파일을 둘 곳이 아닙니다. 배포하거나 서버를 바꾸거나 디스크가 차면 사라집니다. S3의 비공개 버킷에 보관하면 외부에서는 아무도 읽을 수 없습니다.

  stepway add files       버킷 만들기

다음 배포부터 FILES_BUCKET에 버킷 이름이 들어 있습니다. 앱에 키는 필요 없습니다. AWS SDK가 서버의 권한을 알아서 씁니다. 앱은 이 버킷의 파일만 읽고 쓰고 삭제할 수 있습니다.

파일을 서버를 거쳐 보내지 마세요. 5분 동안 유효한 링크에 서명해 주면 브라우저가 S3에서 직접 받거나 올립니다. Python 예시입니다(Node.js에서는 @aws-sdk/s3-request-presigner의 getSignedUrl).

  import boto3, os
  file = {'Bucket': os.environ['FILES_BUCKET'], 'Key': key}
  s3 = boto3.client('s3')
  link = s3.generate_presigned_url('get_object', Params=file, ExpiresIn=300)

스크립트에서는 내 도메인의 페이지만 이 링크를 쓸 수 있습니다(CORS). 링크는 서명한 서버의 권한보다 오래 유효하지 않습니다(최대 여섯 시간).

덮어쓰거나 삭제한 파일은 30일 동안 이전 버전으로 남습니다. S3 콘솔의 '버전 표시'에서 찾을 수 있고, 앱은 이전 버전을 삭제할 수 없습니다. 서울에서 1GB에 월 약 0.025달러입니다.

# stepway가 하는 일
\`stepway remove files\`와 \`stepway teardown\`은 파일을 어떻게 할지 묻습니다. \`--data snapshot\`이면 버킷과 파일이 모두 남고, \`--data delete\`면 삭제합니다.
`,
  },
};
