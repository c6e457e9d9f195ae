import { runScript, type Asking } from '../aws/shell-commands.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';

/** In seconds: what the server may take to say it, which it does at once or not at all. */
const limit = 20;

/**
 * Which workers of the app do not stay, as the server itself says; nothing where it cannot be asked. AWS knows of no
 * process of an app.
 */
export async function ailingWorkers(server: Asking): Promise<Words | undefined> {
  const lines = ['/opt/stepway/release ailing'];
  try {
    const { isOver, output } = await runScript(server, { comment: 'stepway: workers of the app', lines, limit });
    return isOver ? told(output) : undefined;
  } catch {
    // Who cannot reach the server is told so elsewhere; an earlier version of its tool does not know the question.
    return undefined;
  }
}

function told(output: string): Words | undefined {
  const found = [...output.matchAll(/^worker ([\w-]+): (.*)$/gm)].map(([, name = '', last = '']) =>
    last === '' ? name : `${name} (${oneLine(last).slice(0, 120)})`,
  );
  if (found.length === 0) return undefined;
  return {
    en: `Visitors do not notice it, but a worker of the app exits on its own and is started again and again: ${found.join(', ')}. Its log: \`stepway logs --source worker\`.`,
    ko: `방문자에게는 보이지 않지만, 앱의 워커가 스스로 끝나 계속 다시 시작되고 있습니다: ${found.join(', ')}. 로그는 \`stepway logs --source worker\`로 볼 수 있습니다.`,
  };
}
