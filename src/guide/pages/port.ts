import type { Topic } from '../topic.ts';

export const port: Topic = {
  id: 'port',
  title: {
    en: 'Port',
    ko: '포트',
  },
  summary: {
    en: 'The number at which a program listens.',
    ko: '프로그램이 기다리는 번호입니다.',
  },
  words: ['port', '포트', 'listen', '8080', '3000'],
  text: {
    en: 'A machine has one address and 65,535 ports; a program that answers requests listens on one. Browsers come to 80 (http) and 443 (https). Your app may use any: many use 3000, 5000, 8000 or 8080.\n\nIt has to listen on all addresses (0.0.0.0), not only on localhost: the load balancer comes from outside of the machine.',
    ko: '서버에는 주소 하나와 포트 65,535개가 있고, 요청에 응답하는 프로그램은 그중 하나에서 기다립니다. 브라우저는 80(http)과 443(https)으로 옵니다. 앱은 아무 포트나 쓸 수 있고 3000, 5000, 8000, 8080을 많이 씁니다.\n\nlocalhost가 아니라 모든 주소(0.0.0.0)에서 기다려야 합니다. 로드 밸런서는 서버 밖에서 오기 때문입니다.',
  },
  here: {
    en: "Asks for your app's port, opens it for the load balancer only, and sends visitors there. Until your app is there, a small welcome page answers on it.",
    ko: '앱의 포트를 물어 로드 밸런서에게만 열고 방문자를 그곳으로 보냅니다. 앱을 올리기 전까지는 작은 환영 페이지가 그 포트에서 응답합니다.',
  },
  about: ['app-port'],
  see: ['health-check', 'security-group'],
  links: [],
};
