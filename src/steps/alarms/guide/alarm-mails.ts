import type { Topic } from '../../../guide/topic.ts';

export const alarmMails: Topic = {
  id: 'alarm-mails',
  title: { en: 'Who gets the mails of alarms (SNS)', ko: '알림 메일을 받는 사람(SNS)' },
  summary: { en: 'confirm your address, or change it', ko: '이메일 주소를 확인하거나 바꾸기' },
  words: [
    'confirm',
    'subscribe',
    'unsubscribe',
    'mistyped',
    'spam',
    'recipient',
    '확인 메일',
    '구독',
    '해지',
    '오타',
    '스팸함',
  ],
  about: ['alarm-topic', 'alarm-mail', 'alarm-topic-global', 'alarm-mail-global'],
  see: ['alarms', 'budget'],
  links: [
    'https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html',
  ],
  text: {
    en: `
Alarms and the budget tell a topic of SNS, and SNS mails whoever is subscribed to it. It writes to nobody who has not said yes: open the mail “AWS Notification - Subscription Confirmation” and click “Confirm subscription” within two days; after that AWS forgets, and \`stepway up\` has it ask again. Until then nobody is told, and \`stepway status\`, \`doctor\` and \`alarms\` say so.

With --entry elastic-ip there are two topics, since the health check has its alarm in us-east-1: you get two mails, and confirm both.

Mistyped? \`stepway up --alarms RIGHT@example.com\` asks the right address. AWS has no way to take back what it asked the wrong one: the question ends by itself after two days. Should somebody there say yes before, \`stepway status\` and \`doctor\` tell, and the next \`stepway up\` unsubscribes them.

Each mail has a link to unsubscribe, which works without signing in: whoever gets a mail that you forward can click it.

# What stepway does
It subscribes one address, and changes it in place. Others that you subscribe to the topic in the console are left to you, and shown by \`stepway alarms\`. \`stepway alarms test\` makes an alarm ring for real and says when the mail went out.
`,
    ko: `
경보와 예산은 SNS 주제에 알리고, SNS는 그 주제를 구독하는 주소로 메일을 보냅니다. 동의하지 않은 주소로는 보내지 않으므로, 이틀 안에 “AWS Notification - Subscription Confirmation” 메일을 열고 “Confirm subscription”을 누르세요. 이틀이 지나면 AWS가 요청을 지우며, \`stepway up\`을 실행하면 다시 보냅니다. 그 전에는 아무에게도 알림이 가지 않고, \`stepway status\`, \`doctor\`, \`alarms\`가 알려 줍니다.

--entry elastic-ip에서는 상태 확인의 경보가 us-east-1에 있어 주제가 두 개입니다. 확인 메일도 두 통 오니 둘 다 눌러 주세요.

주소를 잘못 적었다면 \`stepway up --alarms 맞는주소\`를 실행하세요. 잘못된 주소로 보낸 확인 요청은 취소할 방법이 없고, 이틀 뒤에 저절로 지워집니다. 그 전에 누가 확인하면 \`stepway status\`와 \`doctor\`가 알려 주고, 다음 \`stepway up\`이 구독을 해지합니다.

메일마다 로그인 없이 누를 수 있는 구독 해지 링크가 있습니다. 메일을 전달하면 받은 사람도 누를 수 있습니다.

# stepway가 하는 일
주소 하나를 구독시키고, 바꾸면 그대로 갈아 끼웁니다. 콘솔에서 직접 구독시킨 다른 주소는 건드리지 않고 \`stepway alarms\`에 보여 줍니다. \`stepway alarms test\`는 알림을 실제로 울려서 메일이 언제 나갔는지 알려 줍니다.
`,
  },
};
