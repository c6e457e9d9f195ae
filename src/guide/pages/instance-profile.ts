import type { Topic } from '../topic.ts';

export const instanceProfile: Topic = {
  id: 'instance-profile',
  title: {
    en: 'Instance profile',
    ko: '인스턴스 프로파일',
  },
  summary: {
    en: 'What carries a role into a server.',
    ko: '역할을 서버에 전달하는 그릇입니다.',
  },
  words: ['instance profile', '인스턴스 프로파일', 'imds', 'imdsv2', 'metadata', '메타데이터'],
  text: {
    en: 'A server cannot hold a role by itself. An instance profile is the envelope: the role is put into the profile, the profile is given to the server, and programs on the server then find short-lived credentials at an address that only they can reach (169.254.169.254, the metadata service). No key lies on the disk, so none can be stolen from there.',
    ko: '서버가 역할을 직접 가질 수는 없습니다. 인스턴스 프로파일이 봉투 역할을 합니다. 역할을 프로파일에 넣고 프로파일을 서버에 붙이면, 서버 안의 프로그램은 자신만 접근할 수 있는 주소(169.254.169.254, 메타데이터 서비스)에서 잠시 쓰는 자격 증명을 받습니다. 디스크에 키가 없으니 훔쳐 갈 수도 없습니다.',
  },
  here: {
    en: 'Makes a role, a profile, puts the one into the other, and demands version 2 of the metadata service (IMDSv2), which web requests cannot be tricked into asking.',
    ko: '역할과 프로파일을 만들어 연결하고, 웹 요청을 속여 값을 빼내는 공격이 통하지 않는 메타데이터 서비스 버전 2(IMDSv2)만 허용합니다.',
  },
  about: ['server-profile', 'role-in-profile'],
  see: ['iam', 'ec2'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html'],
};
