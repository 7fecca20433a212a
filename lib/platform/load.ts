import { readFileSync } from 'node:fs';
import { isMap, isPair, isScalar, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import { toMistakes } from './issues';
import { PlatformFileError, type ConfigPath, type Mistake } from './mistake';
import { PROFILE_NAMES, platformSchema, type Platform, type ProfileName } from './model';
import { withProfile } from './profiles';
import { brokenRules } from './rules';

/** A platform and the file that it came from. */
export interface LoadedPlatform {
  readonly platform: Platform;
  /** The file as it was named. */
  readonly file: string;
  /** Line of a value in the file or, where the file does not have it, of the nearest mapping around it. */
  readonly lineOf: (path: ConfigPath) => number | undefined;
}

/**
 * Reads a platform file.
 *
 * @throws PlatformFileError with everything that is wrong.
 */
export function loadPlatform(file: string): LoadedPlatform {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const problem = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    throw new PlatformFileError(file, [
      { problem, fix: "name an existing file with -f, or make one with 'npx faas-stack init'" },
    ]);
  }
  return parsePlatform(text, file);
}

/**
 * Reads the text of a platform file; `file` is its name in messages.
 *
 * @throws PlatformFileError with everything that is wrong.
 */
export function parsePlatform(text: string, file = 'platform.yaml'): LoadedPlatform {
  const { document, lines } = parseYaml(text, file);
  const raw = document.toJS() as Record<string, unknown>;
  const lineOf = (path: ConfigPath): number | undefined => lineOfPath(document, lines, path);

  const profile = PROFILE_NAMES.includes(raw['profile'] as ProfileName) ? (raw['profile'] as ProfileName) : 'standard';
  const input = withProfile(profile, raw);
  const result = platformSchema.safeParse(input);
  const shape = result.success ? [] : result.error.issues.flatMap((issue) => toMistakes(issue, input, platformSchema));
  // What is wrong between values is told together with what is wrong in single ones: take the wrong ones away and look.
  const usable = result.success ? result : platformSchema.safeParse(without(input, shape));
  const mistakes = [...shape, ...(usable.success ? brokenRules(usable.data) : [])];
  if (mistakes.length > 0 || !result.success) {
    const located = mistakes.map((mistake) => ({ line: mistake.path && lineOf(mistake.path), ...mistake }));
    throw new PlatformFileError(
      file,
      located.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    );
  }
  return { platform: result.data, file, lineOf };
}

function parseYaml(text: string, file: string): { document: Document.Parsed; lines: LineCounter } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [document, second] = Array.isArray(documents) ? documents : [];
  const fail = (mistakes: Mistake[]): never => {
    throw new PlatformFileError(file, mistakes);
  };
  if (!document || (document.contents === null && document.errors.length === 0)) {
    return fail([
      { problem: 'the file is empty', allowed: 'a mapping of keys', fix: "write at least 'profile: standard'" },
    ]);
  }
  const broken = (Array.isArray(documents) ? documents : []).flatMap(({ errors }) => errors);
  if (broken.length > 0) {
    return fail(broken.map(({ code, message, pos }) => syntaxMistake(code, message, lines.linePos(pos[0]).line)));
  }
  if (second) {
    const line = lines.linePos(second.range[0]).line;
    return fail([
      {
        line,
        problem: 'a second document begins',
        allowed: 'one document a file',
        fix: "remove it, or the line '---'",
      },
    ]);
  }
  if (!isMap(document.contents)) {
    const problem = 'the file is not a mapping of keys';
    return fail([
      { line: 1, problem, allowed: 'a mapping of keys', fix: "write 'key: value' lines, such as 'profile: lean'" },
    ]);
  }
  return { document, lines };
}

function syntaxMistake(code: string, message: string, line: number): Mistake {
  if (code === 'TAB_AS_INDENT') {
    return { line, problem: 'a tab in the indentation', allowed: 'spaces', fix: 'indent with two spaces' };
  }
  if (code === 'DUPLICATE_KEY') {
    return {
      line,
      problem: 'a key that is there already',
      allowed: 'each key once',
      fix: 'remove one, or join the two',
    };
  }
  return {
    line,
    problem: `the YAML does not parse: ${message}`,
    allowed: 'YAML 1.2',
    fix: 'look at this line and the one before',
  };
}

function lineOfPath(document: Document.Parsed, lines: LineCounter, path: ConfigPath): number | undefined {
  let node: Node | null = document.contents;
  let offset: number | undefined;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0];
      node = pair.value as Node | null;
      continue;
    }
    const item: unknown = document.getIn([...path.slice(0, path.indexOf(part) + 1)], true);
    const range = (item as Node | undefined)?.range;
    if (!range) break;
    offset = range[0];
    node = item as Node;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function without(input: Record<string, unknown>, mistakes: readonly Mistake[]): Record<string, unknown> {
  const copy = structuredClone(input);
  for (const { path } of mistakes) {
    const last = path?.at(-1);
    if (!path || last === undefined) continue;
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], copy);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (parent) delete (parent as Record<string, unknown>)[last];
  }
  return copy;
}
