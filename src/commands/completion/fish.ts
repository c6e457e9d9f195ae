import { stateFolders, type Completable, type CompletableFlag, type Lookups } from './completable.ts';

/** A text as fish reads it between single quotes. */
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** How fish finds the values of a flag. */
function found({ value, values }: CompletableFlag): string {
  // Without -r what follows the flag need not be its value; fish then completes it after = only.
  const follows = value === 'required' ? ' -x' : value === 'optional' ? ' -f' : '';
  if (typeof values === 'string') return lookups[values];
  return values.length > 0 ? `${follows} -a ${quoted(values.join(' '))}` : follows;
}

const lookups: Lookups = {
  files: ' -r -F',
  folders: " -x -a '(__fish_complete_directories)'",
  stacks: " -x -a '(__stepway_stacks)'",
  profiles: " -x -a '(__stepway_profiles)'",
};

export function fish(all: readonly Completable[]): string {
  const names = all.map(({ name }) => name).join(' ');
  const without = `not __fish_seen_subcommand_from ${names}`;
  const lines = [
    ...all.map(({ name, summary }) => `complete -c stepway -n ${quoted(without)} -a ${name} -d ${quoted(summary)}`),
    `complete -c stepway -n ${quoted(without)} -l help`,
    `complete -c stepway -n ${quoted(without)} -l version`,
    ...all.flatMap(({ name, words, flags }) => {
      const here = `complete -c stepway -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
      return [
        ...(words.length > 0 ? [`${here} -a ${quoted(words.join(' '))}`] : []),
        ...flags.map((flag) => `${here} -l ${flag.flag.slice(2)}${found(flag)} -d ${quoted(flag.help)}`),
        ...flags
          .filter(({ value }) => value === 'optional')
          .map(
            (flag) =>
              `complete -c stepway -n ${quoted(`__fish_seen_subcommand_from ${name}; and __stepway_after ${flag.flag}`)}${found(flag)}`,
          ),
      ];
    }),
  ];
  return `# fish completion for stepway; made by \`stepway completion fish\`

function __stepway_after
    set -l words (commandline -opc)
    test "$words[-1]" = $argv[1]
end

function __stepway_stacks
    set -l project .
    set -l words (commandline -opc)
    if set -l at (contains -i -- --dir $words)
        set project $words[(math $at + 1)]
    end
    for folder in ${stateFolders}
        for file in $project/$folder/*.jsonl
            string replace -r '.*/(.*)\\.jsonl$' '$1' -- $file
        end
    end | sort -u
end

function __stepway_profiles
    set -l config ~/.aws/config
    set -q AWS_CONFIG_FILE; and set config $AWS_CONFIG_FILE
    test -r $config; and string replace -rf '^\\[(?:profile )?(.*)\\]$' '$1' <$config
end

complete -c stepway -f
${lines.join('\n')}
`;
}
