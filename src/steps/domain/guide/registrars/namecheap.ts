import type { Registrar } from './registrar.ts';

export const namecheap: Registrar = {
  host: 'namecheap',
  name: { en: 'Namecheap', ko: 'Namecheap' },
  steps: [
    {
      en: 'Sign in at namecheap.com, open Domain List and click Manage next to the domain.',
      ko: 'namecheap.com에 로그인해 Domain List에서 도메인 옆의 Manage를 누릅니다.',
    },
    { en: 'Under Nameservers choose Custom DNS.', ko: 'Nameservers에서 Custom DNS를 고릅니다.' },
    {
      en: 'Enter the four names (you can add more lines), and save with the green check mark.',
      ko: '네임서버 네 개를 입력하고(줄 추가 가능) 초록색 체크 표시로 저장합니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at namecheap.com, open Domain List, click Manage next to the domain, then Advanced DNS.',
      ko: 'namecheap.com에 로그인해 Domain List에서 도메인 옆의 Manage를 누르고 Advanced DNS를 엽니다.',
    },
    {
      en: 'Click Add New Record and choose the type.',
      ko: 'Add New Record를 누르고 타입을 고릅니다.',
    },
    {
      en: 'Host is the short name; save with the green check mark, and delete the parking records of that name.',
      ko: 'Host에는 짧은 이름을 넣고 초록색 체크 표시로 저장합니다. 같은 이름의 주차(parking) 레코드는 지웁니다.',
    },
  ],
  words: ['namecheap', '네임칩'],
  console: 'https://www.namecheap.com',
};
