import { confirm } from '../../questions/question.ts';

export const files = confirm({
  key: 'files',
  title: { en: 'Bucket for files', ko: '파일 보관 버킷' },
  message: {
    en: 'Does your app keep files that people upload?',
    ko: '사용자가 올린 파일을 앱에서 보관하나요?',
  },
  help: {
    en: 'Makes a private bucket for the files of your app; its name is in FILES_BUCKET.',
    ko: '앱의 파일을 보관할 비공개 버킷을 만들고 이름을 FILES_BUCKET에 둡니다.',
  },
  fallback: () => false,
  unasked: true,
});
