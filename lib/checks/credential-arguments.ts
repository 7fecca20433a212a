import { TOKEN_FOLDER } from '../kube/rbac';
import { finding, type Check, type Finding } from './finding';
import { podOwners, type ContainerManifest, type PodManifest } from './read/manifests';
import { readShell, type ShellCommand, type ShellScript, type ShellWord } from './read/shell';

/**
 * No value of a Secret is an argument of a program: every process of the node may read arguments. Read are commands, scripts of sh and
 * bash, probes and hooks; the builtins of a shell have no arguments that others see.
 */
export const credentialArguments: Check = (subject) =>
  podOwners(subject).flatMap(({ object, pod, containers }) =>
    containers.flatMap((container): Finding[] =>
      leaks(pod, container).map((leak) =>
        finding(
          'FS-407',
          object,
          `container '${container.name}': ${leak}, which every process of the node may read`,
          'pass the value on standard input or in a file, such as curl --header @file',
        ),
      ),
    ),
  );

function leaks(pod: PodManifest, container: ContainerManifest): string[] {
  const { command = [], args = [], livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const calls: readonly (readonly string[])[] = [
    [...command, ...args],
    ...[livenessProbe, readinessProbe, startupProbe, lifecycle?.preStop, lifecycle?.postStart].map(
      (handler) => handler?.exec?.command ?? [],
    ),
  ];
  const secrets = secretVariables(container);
  const places = secretPlaces(pod, container);
  return calls.flatMap((call) => [
    ...call
      .filter((part) => [...part.matchAll(/\$\(([A-Za-z_]\w*)\)/g)].some(([, name = '']) => secrets.has(name)))
      // The kubelet expands $(NAME) in scripts, too, but a script is for the shell to expand.
      .filter((part) => !part.includes('\n'))
      .map((part) => `its argument '${part}' has a value of a Secret`),
    ...scriptsOf(call).flatMap((script) => new Flow(readShell(script), secrets, places).leaks()),
  ]);
}

/** Names of the variables with values of Secrets, directly or as `$(NAME)`. */
function secretVariables({ env = [] }: ContainerManifest): ReadonlySet<string> {
  const secrets = new Set<string>();
  for (const { name, value = '', valueFrom } of env) {
    const used = [...value.matchAll(/\$\(([A-Za-z_]\w*)\)/g)].some(([, other = '']) => secrets.has(other));
    if (valueFrom?.secretKeyRef || used) secrets.add(name);
  }
  return secrets;
}

/** Paths of the files with values of Secrets. */
function secretPlaces({ spec: { volumes = [] } }: PodManifest, { volumeMounts = [] }: ContainerManifest): string[] {
  const secret = new Set(
    volumes
      .filter(({ secret: source, projected }) => source ?? projected?.sources?.some((one) => one.secret))
      .map(({ name }) => name),
  );
  return [TOKEN_FOLDER, ...volumeMounts.filter(({ name }) => secret.has(name)).map(({ mountPath }) => mountPath)];
}

/** The scripts in the arguments of a shell. */
function scriptsOf(call: readonly string[]): string[] {
  return call.flatMap((part, index) =>
    /^-\w*c$/.test(part) && /(^|\/)(ba|da|a)?sh$/.test(call[0] ?? '') ? [call[index + 1] ?? ''] : [],
  );
}

/** Builtins of sh and bash, and words of their grammar: the shell starts no program for them. */
const BUILTINS = new Set(
  (
    ': . [ alias break case cd continue declare echo eval exit export false for getopts hash kill let local mapfile printf pwd read ' +
    'readarray readonly return select set shift source test trap true type typeset ulimit umask unset wait'
  ).split(' '),
);

const DECLARATIONS = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);

/** Programs that print an answer of a server, not their input. */
const CLIENTS = new Set(['curl', 'wget', 'nc', 'redis-cli']);

/** Programs that print the content of files. */
const READERS = new Set(['base64', 'cat', 'cut', 'head', 'sed', 'tail', 'tr']);

/** The way of values of Secrets through a script: from variables and files to variables, parameters of functions, and programs. */
class Flow {
  /** Variables, with the function where they are local, and functions with a value of a Secret among their parameters. */
  private readonly tainted = new Set<string>();
  /** Variables with the path of a file that has a value of a Secret. */
  private readonly paths = new Set<string>();
  private readonly locals: ReadonlySet<string>;

  constructor(
    private readonly script: ShellScript,
    secrets: ReadonlySet<string>,
    private readonly places: readonly string[],
  ) {
    for (const name of secrets) this.tainted.add(name);
    this.locals = new Set(
      script.commands.flatMap(({ words: [first, ...names], within }) =>
        within && first?.text === 'local' ? names.map(({ text }) => `${within} ${nameOf(text)}`) : [],
      ),
    );
  }

  /** Descriptions of the commands that pass a value of a Secret to a program as an argument. */
  public leaks(): string[] {
    const known = (): number => this.tainted.size + this.paths.size;
    for (let before = -1; before < known();) {
      before = known();
      this.script.commands.forEach((command) => this.follow(command));
    }
    const found = this.script.commands.flatMap((command) => {
      const words = programOf(command);
      const [program] = words;
      if (!program || BUILTINS.has(program.text) || this.script.functions.has(program.text)) return [];
      const variables = words.flatMap((word) => this.secretsIn(word, command.within));
      return variables.length === 0
        ? []
        : [`its script passes ${[...new Set(variables)].join(', ')} to ${program.text} as an argument`];
    });
    return [...new Set(found)];
  }

  private follow({ assignments, words, inputs, within }: ShellCommand): void {
    const [first, ...others] = words;
    const program = first?.text ?? '';
    for (const { text, ...expansions } of [...assignments, ...(DECLARATIONS.has(program) ? others : [])]) {
      this.assign(nameOf(text), { text: text.replace(/^[^=]*=/, ''), ...expansions }, within);
    }
    const values = [...others, ...inputs].filter((word) => this.secretsIn(word, within).length > 0);
    if (values.length === 0) return;
    if (this.script.functions.has(program)) this.tainted.add(`${program}()`);
    if (program === 'printf' && others[0]?.text === '-v') this.taint(others[1]?.text ?? '', within);
    if (program === 'for') this.taint(others[0]?.text ?? '', within);
    if (['read', 'mapfile', 'readarray'].includes(program)) others.forEach(({ text }) => this.taint(text, within));
  }

  private assign(name: string, value: ShellWord, within?: string): void {
    if (this.secretsIn(value, within).length > 0) this.taint(name, within);
    if (this.isPath(value, within)) this.paths.add(this.scoped(name, within));
  }

  private taint(name: string, within?: string): void {
    this.tainted.add(this.scoped(name, within));
  }

  private scoped(name: string, within?: string): string {
    const local = `${within ?? ''} ${name}`;
    return this.locals.has(local) ? local : name;
  }

  /** Names of what holds a value of a Secret in a word. */
  private secretsIn({ variables, substitutions }: ShellWord, within?: string): string[] {
    return [
      ...[...variables].filter((name) =>
        /^[@*0-9]/.test(name) ? this.tainted.has(`${within ?? ''}()`) : this.tainted.has(this.scoped(name, within)),
      ),
      ...substitutions.flatMap((commands) => this.printed(commands)),
    ];
  }

  /** Names of what holds a value of a Secret in the output of commands. */
  private printed(commands: readonly ShellCommand[]): string[] {
    if (CLIENTS.has(commands.at(-1)?.words[0]?.text ?? '')) return [];
    return commands.flatMap((command) => {
      const { assignments, words, inputs, within } = command;
      const reads = words.length === 0 || READERS.has(words[0]?.text ?? '');
      const files = reads ? [...words, ...inputs].filter((word) => this.isPath(word, within)) : [];
      return [
        ...[...assignments, ...words, ...inputs].flatMap((word) => this.secretsIn(word, within)),
        ...files.map(({ text }) => text),
      ];
    });
  }

  private isPath({ text, variables }: ShellWord, within?: string): boolean {
    return (
      this.places.some((place) => text.includes(place)) ||
      [...variables].some((name) => this.paths.has(this.scoped(name, within)))
    );
  }
}

/** The name that an assignment is to. */
function nameOf(assignment: string): string {
  return /^\w*/.exec(assignment)?.[0] ?? '';
}

/** The words of a program and its arguments, without the builtins that start one. */
function programOf({ words }: ShellCommand): readonly ShellWord[] {
  const start = words.findIndex(({ text }) => !['exec', 'command', 'builtin'].includes(text));
  return start < 0 ? [] : words.slice(start);
}
