import { flagsWithValues, stateFolders, type Completable, type CompletableFlag, type Lookups } from './completable.ts';

/** How bash finds the values of a flag. */
const found = ({ values }: CompletableFlag): string =>
  typeof values === 'string' ? lookups[values] : `_stepway_words "${values.join(' ')}"`;

const lookups: Lookups = {
  files: '_stepway_files -f',
  folders: '_stepway_files -d',
  stacks: '_stepway_words "$(_stepway_stacks)"',
  profiles: '_stepway_words "$(_stepway_profiles)"',
};

/** The completion script for bash, from 3.2, which macOS has, on; it needs no other package. */
export function bash(all: readonly Completable[]): string {
  const valued = flagsWithValues(all);
  const optional = valued.filter(({ value }) => value === 'optional').map(({ flag }) => flag);
  const words = ({ name, words: after, flags }: Completable) =>
    `    ${name}) words="${[...after, ...flags.map(({ flag }) => flag)].join(' ')}" ;;`;
  return `# bash completion for stepway; made by \`stepway completion bash\`

_stepway_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_stepway_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$cur"))
  compopt -o filenames 2>/dev/null
}

_stepway_stacks() {
  local folder file
  for folder in ${stateFolders}; do
    for file in "$project/$folder"/*.jsonl; do
      [ -e "$file" ] || continue
      file=\${file##*/}
      echo "\${file%.jsonl}"
    done
  done | sort -u
}

_stepway_profiles() {
  sed -n 's/^\\[profile \\(.*\\)\\]$/\\1/p; s/^\\[default\\]$/default/p' "\${AWS_CONFIG_FILE:-$HOME/.aws/config}" 2>/dev/null
}

_stepway() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= project=. words word at
  # bash takes the = of --flag=value for a word of its own.
  if [ "$cur" = = ]; then
    cur=
  elif [ "$prev" = = ]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    case $word in
    --dir)
      project=\${COMP_WORDS[at + 1]}
      [ "$project" = = ] && project=\${COMP_WORDS[at + 2]}
      ;;
    ${all.map(({ name }) => name).join(' | ')}) [ -z "$command" ] && command=$word ;;
    esac
  done
  COMPREPLY=()
  case $prev in
${valued
  .filter(({ values }) => values.length > 0)
  .map((flag) => `  ${flag.flag}) ${found(flag)} ;;`)
  .join('\n')}
  esac
  case $prev in
  ${optional.join(' | ') || '""'}) case $cur in -*) ;; *) return ;; esac ;;
  ${valued
    .filter(({ value }) => value === 'required')
    .map(({ flag }) => flag)
    .join(' | ')}) return ;;
  esac
  case $command in
    "") words="${all.map(({ name }) => name).join(' ')} --help --version" ;;
${all.map(words).join('\n')}
  esac
  _stepway_words "$words"
}

complete -F _stepway stepway
`;
}
