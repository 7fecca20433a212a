import { isMap, isScalar, isSeq } from 'yaml';
import { readNginx, type NginxDirective } from './nginx-syntax';
import { readProperties } from './properties';
import { readYaml } from './yaml-text';

/** A file that a configuration names. */
export interface NamedFile {
  /** The setting that names it. */
  readonly setting: string;
  /** Its path, which may have `*` and `?` in it. */
  readonly path: string;
  /** Line of the text, from 1. */
  readonly line: number;
}

const NGINX =
  /^(ssl|proxy_ssl|grpc_ssl|uwsgi_ssl)_(client_|trusted_)?certificate(_key)?$|^auth_basic_user_file$|^include$/;

/** Files that a configuration of nginx names. */
export function filesOfNginx(text: string): NamedFile[] {
  const visit = (directives: readonly NginxDirective[]): NamedFile[] =>
    directives.flatMap(({ name, args: [path = ''], line, block = [] }) => [
      ...(NGINX.test(name) ? [{ setting: name, path, line }] : []),
      ...visit(block),
    ]);
  return visit(readNginx(text).directives);
}

/** Files in settings of the form `name value`, one per line, as Redis, Fluentd and NATS write them, or `name = value`. */
export function filesOfLines(text: string, names: RegExp): NamedFile[] {
  return text.split('\n').flatMap((content, index): NamedFile[] => {
    const [, setting = '', path = ''] = /^\s*([@\w.-]+)(?:\s*[=:]\s*|\s+)["']?([^\s"'#,]+)["']?/.exec(content) ?? [];
    return names.test(setting) ? [{ setting, path, line: index + 1 }] : [];
  });
}

/** Files in Java properties, such as stores of keys. */
export function filesOfProperties(text: string, names: RegExp): NamedFile[] {
  return readProperties(text).properties.flatMap(({ key, value, line }) =>
    names.test(key) ? [{ setting: key, path: value, line }] : [],
  );
}

/** Files in keys of YAML, at any depth. */
export function filesOfYaml(text: string, names: RegExp): NamedFile[] {
  const { documents, lineOf } = readYaml(text);
  const found: NamedFile[] = [];
  const take = (setting: string, node: unknown): void => {
    if (isScalar(node) && typeof node.value === 'string') found.push({ setting, path: node.value, line: lineOf(node) });
    else if (isSeq(node)) for (const item of node.items) take(setting, item);
  };
  const visit = (node: unknown, above: string): void => {
    if (isSeq(node)) for (const item of node.items) visit(item, above);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const setting = above === '' ? name : `${above}.${name}`;
      if (names.test(name) || names.test(setting)) take(setting, value);
      visit(value, setting);
    }
  };
  for (const { contents } of documents) visit(contents, '');
  return found;
}
