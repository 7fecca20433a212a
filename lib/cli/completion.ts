import type { Command, Option } from 'commander';

/** Shells that have a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A shell with a completion script. */
export type Shell = (typeof SHELLS)[number];

/** A command, as completion needs it. */
interface CommandFacts {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionFacts[];
  /** Words that its argument may be. @default - a file or any text */
  readonly words: readonly string[];
}

interface OptionFacts {
  readonly flags: readonly string[];
  readonly description: string;
  /** The argument of the option. */
  readonly value: 'nothing' | 'text' | readonly string[];
}

/** The script that completes the commands, options and values of a program in a shell. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(factsOf);
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](program.name(), commands);
}

function factsOf(command: Command): CommandFacts {
  return {
    name: command.name(),
    description: command.description(),
    options: [
      ...command.options.map(optionOf),
      { flags: ['-h', '--help'], description: 'display help for command', value: 'nothing' },
    ],
    words: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
}

function optionOf({ short, long, description, argChoices, required, optional }: Option): OptionFacts {
  const flags = [short, long].filter((flag) => flag !== undefined);
  return { flags, description, value: required || optional ? (argChoices ?? 'text') : 'nothing' };
}

function functionName(program: string): string {
  return `_${program.replaceAll('-', '_')}`;
}

function bashScript(program: string, commands: readonly CommandFacts[]): string {
  const name = functionName(program);
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ flags, value }) =>
      value === 'nothing'
        ? []
        : [
            `    ${flags.map((flag) => `'${command.name} ${flag}'`).join(' | ')})`,
            // Without words, bash completes files (complete -o default).
            ...(value === 'text' ? [] : [`      COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$cur"))`]),
            '      return ;;',
          ],
    ),
  );
  const words = commands.flatMap((command) => {
    const flags = command.options.flatMap((option) => option.flags).join(' ');
    const others = command.words.length > 0 ? [`      [[ $cur == -* ]] || words='${command.words.join(' ')}'`] : [];
    return [`    ${command.name})`, `      [[ $cur != -* ]] || words='${flags}'`, ...others, '      ;;'];
  });
  return [
    `# Completion of ${program} in bash. Load it with: source <(${program} completion bash)`,
    `${name}() {`,
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= words= i',
    '  COMPREPLY=()',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    if [[ ${COMP_WORDS[i]} != -* ]]; then',
    '      command=${COMP_WORDS[i]}',
    '      break',
    '    fi',
    '  done',
    '  case "$command $prev" in',
    ...values,
    '  esac',
    '  case $command in',
    `    '') words='${[...commands.map((command) => command.name), 'help'].join(' ')} --help' ;;`,
    ...words,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '}',
    `complete -o default -F ${name} ${program}`,
  ].join('\n');
}

function zshScript(program: string, commands: readonly CommandFacts[]): string {
  const name = functionName(program);
  const described = commands.map(({ name: command, description }) =>
    quoted(`${command}:${description.replaceAll(':', '\\:')}`),
  );
  return [
    `#compdef ${program}`,
    `# Completion of ${program} in zsh. Load it with: source <(${program} completion zsh)`,
    `${name}() {`,
    '  local -a commands',
    `  commands=(`,
    ...described.map((line) => `    ${line}`),
    '  )',
    '  if (( CURRENT == 2 )); then',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case $words[1] in',
    ...commands.flatMap((command) => [
      `    ${command.name})`,
      '      _arguments \\',
      ...command.options.map((option) => `        ${zshOption(option)} \\`),
      `        ${quoted(command.words.length > 0 ? `*:value:(${command.words.join(' ')})` : '*:file:_files')}`,
      '      ;;',
    ]),
    '  esac',
    '}',
    `compdef ${name} ${program}`,
  ].join('\n');
}

/** An option as `_arguments` takes it; the forms of one option exclude each other. */
function zshOption({ flags, description, value }: OptionFacts): string {
  const text = `[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]`;
  const action = value === 'nothing' ? '' : value === 'text' ? ':value:_files' : `:value:(${value.join(' ')})`;
  const [only = ''] = flags;
  if (flags.length === 1) return quoted(`*${only}${text}${action}`);
  return `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(text + action)}`;
}

function fishScript(program: string, commands: readonly CommandFacts[]): string {
  return [
    `# Completion of ${program} in fish. Load it with: ${program} completion fish | source`,
    ...commands.flatMap((command) => [
      `complete -c ${program} -f -n __fish_use_subcommand -a ${command.name} -d ${fishQuoted(command.description)}`,
      ...command.options.map((option) => fishOption(program, command.name, option)),
      ...(command.words.length > 0
        ? [`complete -c ${program} -f -n '__fish_seen_subcommand_from ${command.name}' -a '${command.words.join(' ')}'`]
        : []),
    ]),
  ].join('\n');
}

function fishOption(program: string, command: string, { flags, description, value }: OptionFacts): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const argument = value === 'nothing' ? '' : value === 'text' ? ' -r' : ` -x -a '${value.join(' ')}'`;
  const condition = `'__fish_seen_subcommand_from ${command}'`;
  return `complete -c ${program} -n ${condition} ${names.join(' ')}${argument} -d ${fishQuoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
