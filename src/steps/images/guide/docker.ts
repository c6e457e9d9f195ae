import type { Topic } from '../../../guide/topic.ts';

export const docker: Topic = {
  id: 'docker',
  title: { en: 'Docker images (ECR)', ko: 'Docker 이미지(ECR)' },
  summary: { en: 'an app in any language, as its Dockerfile builds it', ko: 'Dockerfile로 만든 어떤 언어의 앱이든' },
  words: [
    'dockerfile',
    'container',
    'containers',
    'image',
    'ecr',
    'elastic container registry',
    'registry',
    'rails',
    'laravel',
    'php',
    'ruby',
    'rust',
    'elixir',
    '.net',
    '도커',
    '컨테이너',
    '이미지',
    '레지스트리',
  ],
  about: ['images', 'docker', 'images-expiry', 'images-pull', 'images-push', 'images-build-push'],
  see: ['releases', 'processes', 'imdsv2', 'env'],
  links: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html',
  ],
  text: {
    en: `
An image holds an app and everything it runs on, the language included. A container is such an image while it runs, with files and a network of its own. A Dockerfile is the recipe. Images run the same here and on the server.

A registry keeps images; ECR is that of AWS, for about 0.10 USD per GB a month. Versions share most of their layers: thirty are seldom more than a few GB.

What is written in a container is gone at each start of the app: uploads and databases belong elsewhere.

# What stepway does
With \`--docker\` it makes one private registry in which no tag can be moved. Each image is scanned for known weaknesses (\`aws ecr describe-image-scan-findings\`), the oldest go beyond thirty. Only this server pulls from it.

\`stepway deploy\` has docker on your computer build the image and push it: docker must be running there. With \`--build codebuild\` a machine on AWS does, with \`--delivery github\` GitHub’s workflow; a rehearsal builds none. Docker is given the folder without what \`.dockerignore\` lists; secrets in it are refused first (\`stepway deploy --list\`).

A version names its image by the digest, never by a tag. The server runs it with docker:

- the port of \`EXPOSE\` is led to one of the server that only nginx reaches; two versions run side by side although both listen on 3000
- \`PORT\` says that port to the app; without \`EXPOSE\` it is 8080
- settings of \`stepway env\` and of the database are in the environment
- \`stepway logs --source app\` shows what the app prints
- /var/lib/app in the container is a folder of the server, /var/lib/app/container, and stays
- commands of the Procfile run in the same image, with its entrypoint

The metadata service answers one network hop further than usual, so that the container gets the role of the server, too (see imdsv2).
`,
    ko: `
이미지에는 앱과 앱이 돌아가는 데 필요한 것(언어, 라이브러리, 시스템 패키지)이 모두 들어 있습니다. 이미지를 실행한 것이 컨테이너이고, Dockerfile은 이미지를 만드는 방법을 적은 파일입니다. 내 컴퓨터와 서버에서 똑같이 돌아갑니다.

레지스트리는 이미지를 보관하는 곳입니다. AWS의 레지스트리가 ECR이고, GB당 월 약 0.10달러입니다. 레이어를 함께 쓰므로 이미지 30개도 보통 몇 GB입니다.

컨테이너 안에 쓴 파일은 앱을 시작할 때마다 사라집니다. 업로드한 파일이나 데이터베이스는 다른 곳에 두세요.

# stepway가 하는 일
\`--docker\`를 지정하면 비공개 저장소를 하나 만듭니다. 태그를 다른 이미지로 옮길 수 없고, 알려진 취약점을 검사하며(\`aws ecr describe-image-scan-findings\`), 30개가 넘으면 오래된 것부터 지웁니다. 이 서버만 이미지를 받을 수 있습니다.

\`stepway deploy\`를 실행하면 이 컴퓨터의 docker(실행 중이어야 함)가 이미지를 빌드해 올리고, \`--build codebuild\`이면 AWS의 빌드 머신이, \`--delivery github\`이면 GitHub 워크플로가 빌드합니다. 연습에서는 빌드하지 않습니다. docker에는 \`.dockerignore\`에 적힌 것을 뺀 폴더를 넘기며, 비밀 파일이 있으면 먼저 거부합니다(\`stepway deploy --list\`).

버전은 이미지를 태그가 아니라 다이제스트로 가리킵니다. 서버는 docker로 실행합니다.

- \`EXPOSE\`에 적은 포트를 nginx만 접속할 수 있는 서버의 포트로 연결합니다
- 앱은 그 포트를 \`PORT\`로 알 수 있습니다. \`EXPOSE\`가 없으면 8080입니다
- \`stepway env\`의 설정과 데이터베이스 설정은 다른 앱과 똑같이 환경 변수에 들어 있습니다. PATH만은 이미지의 값을 씁니다
- 앱이 출력한 내용은 \`stepway logs --source app\`으로 봅니다
- 컨테이너의 /var/lib/app은 서버의 /var/lib/app/container 폴더이고, 언제나 남습니다
- Procfile의 명령은 같은 이미지에서, 이미지의 엔트리포인트를 거쳐 실행합니다

메타데이터 서비스가 홉 하나만큼 더 멀리 응답하므로, 컨테이너도 서버의 역할을 쓸 수 있습니다(imdsv2 참고).
`,
  },
};
