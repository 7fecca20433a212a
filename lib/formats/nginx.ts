import * as data from './data/nginx.json';
import { readNginx, type NginxDirective } from './nginx-syntax';
import { misspelt, notOneOf, unknownName, type FormatProblem } from './problem';
import { remembered } from '../text/remembered';

/** Where a file of nginx is read: the file that nginx starts with, one that its block `http` includes, or any block. */
export type NginxPlace = 'main' | 'http' | 'any';

export interface NginxOptions {
  readonly place: NginxPlace;
  /** Whether modules may be there that are not among nginx's own. @default false */
  readonly foreignModules?: boolean;
}

/** A way to use a directive: where, with how many arguments, and the kind of each. */
interface Usage {
  readonly contexts: ReadonlySet<string>;
  readonly counts: readonly string[];
  readonly block: boolean;
  readonly value: string;
}

const DIRECTIVES: Readonly<Record<string, readonly string[]>> = data.directives;
const NAMES = [...Object.keys(DIRECTIVES), 'include'];
/** Contents of these blocks are data, not directives. */
const DATA_BLOCKS = new Set(['types', 'map', 'geo', 'split_clients', 'charset_map', 'match']);
const SINGLE = new Set(['flag', 'number', 'size', 'offset', 'time']);

const VALUES: Readonly<Record<string, { readonly form: RegExp; readonly words: string }>> = {
  flag: { form: /^(on|off)$/i, words: "'on' or 'off'" },
  number: { form: /^\d+$/, words: 'a number' },
  size: { form: /^\d+[kKmM]?$/, words: 'a size such as 8k or 10m' },
  offset: { form: /^\d+[kKmMgG]?$/, words: 'a size such as 8k, 10m or 1g' },
  time: { form: /^(\d+(ms|[yMwdhms])?\s*)+$/, words: 'a time such as 500ms, 30s or 5m' },
};

/** Values that nginx reads in its own way, by context and name; `upstream server` is for `server` in an upstream. */
const SPECIAL: Readonly<Record<string, RegExp>> = {
  'main worker_processes': /^(auto|\d+)$/,
  'upstream keepalive': /^[1-9]\d*( local)?$/,
  'upstream server':
    /^(unix:\S+|(\[[\da-fA-F:.]+\]|[^\s:]+)(:\d+)?)( (weight|max_conns|max_fails)=\d+| fail_timeout=\d+(ms|[smhd])?| slow_start=\w+| (backup|down|resolve)| (service|route)=\S+)*$/,
  keepalive_timeout: /^\d+(ms|[smhdwMy])?( \d+(ms|[smhdwMy])?)?$/,
  return: /^(\d{1,3}( .*)?|https?:.*)$/s,
};

const usagesOf = remembered((name): readonly Usage[] =>
  (Object.hasOwn(DIRECTIVES, name) ? (DIRECTIVES[name] ?? []) : []).map((usage) => {
    const [contexts = '', counts = '', value = ''] = usage.split(' ');
    return {
      contexts: new Set(contexts.split(',')),
      counts: counts.split(','),
      block: value.startsWith('{'),
      value: value.replace('{', ''),
    };
  }),
);

/** Why nginx would not start with a file. */
export function nginxProblems(text: string, options: NginxOptions): readonly FormatProblem[] {
  const { directives, problems } = readNginx(text);
  if (problems.length > 0) return problems;
  const checker = new Checker(options.foreignModules === true || loadsModules(directives));
  checker.block(directives, options.place);
  if (options.place === 'main' && !directives.some(({ name }) => name === 'events' || name === 'include')) {
    checker.problems.push({ line: 1, problem: "no block 'events'", fix: 'add `events {}`' });
  }
  return checker.problems;
}

function loadsModules(directives: readonly NginxDirective[]): boolean {
  return directives.some(({ name }) => name === 'load_module');
}

class Checker {
  public readonly problems: FormatProblem[] = [];

  constructor(private readonly foreign: boolean) {}

  public block(directives: readonly NginxDirective[], context: string): void {
    const seen = new Map<string, number>();
    for (const directive of directives) {
      const { name, line } = directive;
      if (name === 'include') {
        if (directive.args.length !== 1) this.count(directive);
        continue;
      }
      const usages = usagesOf(name);
      if (usages.length === 0) {
        // A module may add any name, but hardly one that differs from nginx' own by a letter.
        if (!this.foreign || misspelt(name, NAMES) !== undefined) {
          this.problems.push(unknownName(line, 'directive', name, NAMES));
        }
        continue;
      }
      const usage = usages.find(({ contexts }) => context === 'any' || contexts.has(context));
      if (!usage) {
        const places = [...new Set(usages.flatMap(({ contexts }) => [...contexts]))].map(placeName);
        const problem = `directive '${name}' is not allowed in ${placeName(context)}`;
        this.problems.push({ line, problem, fix: `move it to ${[...new Set(places)].join(', ')}` });
        continue;
      }
      // In a file without a context, another usage of the name may be meant.
      if (context !== 'any' || usages.length === 1) this.use(directive, usage, context, seen);
      if (directive.block && !DATA_BLOCKS.has(name)) this.block(directive.block, inner(name, context));
    }
  }

  private use(directive: NginxDirective, usage: Usage, context: string, seen: Map<string, number>): void {
    const { name, args, line, block } = directive;
    if (usage.block && !block) {
      this.problems.push({ line, problem: `directive '${name}' has no opening '{'`, fix: 'add its block' });
    } else if (!usage.block && block) {
      this.problems.push({ line, problem: `directive '${name}' has no block`, fix: `end it with ';'` });
    } else if (!usage.counts.some((count) => fits(args.length, count))) {
      this.count(directive);
    } else {
      this.value(directive, usage);
      this.special(directive, context);
      const single = SINGLE.has(usage.value) || (usage.value.startsWith('=') && usage.counts.join() === '1');
      if (single && seen.has(name)) {
        this.problems.push({ line, problem: `directive '${name}' is also in line ${seen.get(name)}`, fix: 'keep one' });
      }
      seen.set(name, line);
    }
  }

  private value({ name, args, line }: NginxDirective, { value }: Usage): void {
    if (args.some((arg) => arg.includes('$'))) return;
    if (value.startsWith('=')) {
      const allowed = value.slice(1).split('|');
      for (const arg of args) {
        if (!allowed.includes(arg.toLowerCase()) && !allowed.includes(arg)) {
          this.problems.push(notOneOf(line, `value of '${name}'`, arg, allowed));
        }
      }
      return;
    }
    const kinds = value === 'buffers' ? ['number', 'size'] : [value];
    kinds.forEach((kind, index) => {
      const { form, words } = VALUES[kind] ?? {};
      const arg = args[index];
      if (form && arg !== undefined && !form.test(arg)) {
        this.problems.push({ line, problem: `value of '${name}' is '${arg}'; must be ${words}` });
      }
    });
  }

  private special({ name, args, line }: NginxDirective, context: string): void {
    const form = SPECIAL[`${context} ${name}`] ?? (context.startsWith('stream') ? undefined : SPECIAL[name]);
    const value = args.join(' ');
    if (form && !value.includes('$') && !form.test(value)) {
      this.problems.push({ line, problem: `directive '${name}' has the wrong value '${value}'` });
    }
  }

  private count({ name, args, line }: NginxDirective): void {
    const problem = `invalid number of arguments in directive '${name}': ${args.length}`;
    this.problems.push({ line, problem });
  }
}

function fits(count: number, allowed: string): boolean {
  return allowed.endsWith('+') ? count >= Number(allowed.slice(0, -1)) : count === Number(allowed);
}

/** The context in the block of a directive. */
function inner(name: string, context: string): string {
  if (context === 'any') return 'any';
  if (name === 'if') return context === 'server' ? 'if-server' : 'if-location';
  if (name === 'server' || name === 'upstream') {
    const prefix = context === 'http' ? '' : `${context}-`;
    return `${prefix}${name}`;
  }
  return name;
}

function placeName(context: string): string {
  if (context === 'main') return 'the main context';
  if (context.startsWith('if-')) return `'if' in '${context.slice(3)}'`;
  const [outer, block] = context.split('-');
  return block === undefined ? `'${context}'` : `'${block}' of '${outer}'`;
}
