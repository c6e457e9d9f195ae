import { exitCodes, Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { typed } from '../plain.ts';
import { print } from '../ui/output.ts';
import { usual } from '../words.ts';
import { bash } from './completion/bash.ts';
import { completable } from './completion/completable.ts';
import { fish } from './completion/fish.ts';
import { zsh } from './completion/zsh.ts';
import type { CommandDefinition, Commands } from './command.ts';

const shells = { bash, zsh, fish } as const;
const names = Object.keys(shells) as (keyof typeof shells)[];

/** The command that completes `commands`, of which it is one. */
export const completionOf = (commands: Commands): CommandDefinition => ({
  argument: { name: names.join('|'), help: { en: 'Your shell.', ko: '사용하는 셸' }, values: names },
  standalone: true,
  questions: [],
  options: [],
  examples: {
    'stepway completion bash > ~/.local/share/bash-completion/completions/stepway': {
      en: 'For bash with the bash-completion package; without it: echo \'eval "$(stepway completion bash)"\' >> ~/.bashrc',
      ko: 'bash에서 쓰기(bash-completion 패키지 필요). 패키지가 없으면: echo \'eval "$(stepway completion bash)"\' >> ~/.bashrc',
    },
    "echo 'source <(stepway completion zsh)' >> ~/.zshrc": {
      en: 'For zsh, below the compinit line',
      ko: 'zsh에서 쓰기(compinit 줄보다 아래에 있어야 함)',
    },
    'stepway completion fish > ~/.config/fish/completions/stepway.fish': { en: 'For fish', ko: 'fish에서 쓰기' },
  },

  async run(world, options, [shell = '']) {
    const name = names.find((one) => one === shell);
    if (!name) throw unknown(shell);
    print(world.output, shells[name](await completable(commands, options.lang ?? usual)));
    return exitCodes.done;
  },
});

const unknown = (shell: string) =>
  new Trouble(
    'usage',
    shell === ''
      ? { en: 'No shell was given.', ko: '셸 이름이 필요합니다.' }
      : { en: `Completion is not available for "${typed(shell)}".`, ko: `"${typed(shell)}" 자동 완성은 없습니다.` },
    didYouMean(nearest(shell, names), {
      en: `Choose one of: ${names.join(', ')}. Run \`stepway completion --help\` to see how to install the script.`,
      ko: `다음 중에서 고르세요: ${names.join(', ')}. 설치 방법은 \`stepway completion --help\`에 있습니다.`,
    }),
  );
