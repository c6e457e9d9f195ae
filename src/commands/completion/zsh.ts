import { stateFolders, type Completable, type CompletableFlag, type Lookups } from './completable.ts';

/** A text as zsh reads it between single quotes, where colons and brackets mean nothing to `_arguments`. */
const described = (text: string) => text.replaceAll(/[[\]:\\]/g, String.raw`\$&`).replaceAll("'", "'\\''");

/** How zsh finds the values of a flag. */
const found = ({ values }: CompletableFlag): string =>
  typeof values === 'string' ? lookups[values] : values.length > 0 ? `(${values.join(' ')})` : ' ';

const lookups: Lookups = {
  files: '_files',
  folders: '_files -/',
  stacks: '_stepway_stacks',
  profiles: '_stepway_profiles',
};

/** A flag as `_arguments` takes it. */
function spec(flag: CompletableFlag): string {
  const { value, help } = flag;
  const name = `${flag.flag}${value === 'none' ? '' : '='}[${described(help)}]`;
  const colons = { required: ':', optional: '::', none: undefined }[value];
  return `'${name}${colons ? `${colons}${flag.flag.slice(2)}:${found(flag)}` : ''}'`;
}

/** The completion script for zsh: sourced, or as a file `_stepway` in a folder of `$fpath`. */
export function zsh(all: readonly Completable[]): string {
  const commands = all.map(({ name, summary }) => `    '${name}:${described(summary)}'`);
  const cases = all.map(
    ({ name, words, flags }) =>
      `    ${name})\n      _arguments -S ${[...flags.map(spec), ...(words.length > 0 ? [`'1:${name}:(${words.join(' ')})'`] : [])].join(' \\\n        ')}\n      ;;`,
  );
  return `#compdef stepway
# zsh completion for stepway; made by \`stepway completion zsh\`

_stepway_stacks() {
  local -a stacks
  local project=\${opt_args[--dir]:-.}
  stacks=(\${project}/{${stateFolders.replace(' ', ',')}}/*.jsonl(N:t:r))
  (( $#stacks )) && compadd -a stacks
}

_stepway_profiles() {
  local -a profiles
  profiles=(\${(f)"$(sed -n 's/^\\[profile \\(.*\\)\\]$/\\1/p; s/^\\[default\\]$/default/p' \${AWS_CONFIG_FILE:-$HOME/.aws/config} 2>/dev/null)"})
  (( $#profiles )) && compadd -a profiles
}

_stepway() {
  local curcontext="$curcontext" state line
  local -A opt_args
  local -a commands
  commands=(
${commands.join('\n')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument' '--help[help]' '--version[version]'
  case $state in
  command) _describe command commands ;;
  argument)
    case $line[1] in
${cases.join('\n')}
    esac
    ;;
  esac
}

if [ "$funcstack[1]" = _stepway ]; then
  _stepway "$@"
else
  compdef _stepway stepway
fi
`;
}
