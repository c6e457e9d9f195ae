import type { Topic } from '../topic.ts';

export const cloudWatch: Topic = {
  id: 'cloud-watch',
  title: {
    en: 'CloudWatch',
    ko: 'CloudWatch',
  },
  summary: {
    en: 'Measurements, logs and alarms.',
    ko: '지표, 로그, 알람입니다.',
  },
  words: ['cloudwatch', '클라우드워치', 'monitoring', '모니터링', 'log', '로그', 'alarm', '알람', 'metrics', '지표'],
  text: {
    en: 'AWS measures your things every few minutes: processor time of the server, free storage of the database, errors of the load balancer. CloudWatch draws them, keeps logs, and sends a mail when something crosses a line. Basic measurements are free; logs and more detail cost by the amount.\n\nThree alarms worth having: free storage of the database, errors (5xx) of the load balancer, processor credits of the server.',
    ko: 'AWS는 서버의 CPU, 데이터베이스의 남은 공간, 로드 밸런서의 오류 같은 값을 몇 분마다 잽니다. CloudWatch는 이를 그래프로 보여 주고, 로그를 보관하고, 기준을 넘으면 메일을 보냅니다. 기본 지표는 무료이고 로그와 세부 지표는 양에 따라 요금이 듭니다.\n\n만들어 둘 만한 알람은 셋입니다. 데이터베이스의 남은 공간, 로드 밸런서의 5xx 오류, 서버의 CPU 크레딧.',
  },
  here: {
    en: "Makes no alarms; AWS's own basic measurements of everything it builds are there in the console.",
    ko: '알람은 만들지 않습니다. 만든 자원의 기본 지표는 AWS 콘솔에서 볼 수 있습니다.',
  },
  about: [],
  see: ['health-check', 'cost'],
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/WhatIsCloudWatch.html'],
};
