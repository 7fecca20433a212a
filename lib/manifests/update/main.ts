import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Module of Kubernetes whose API is described. */
const MODULE = 'k8s.io/kubernetes@v1.37.2';

const FILE = 'lib/manifests/fields.json';

interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

interface Definition {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Property>>;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Swagger {
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind }>>>
  >;
}

/** Types that hold what no check reads, or a language of their own. */
const OPAQUE = ['status', 'managedFields', 'ownerReferences', 'openAPIV3Schema'];

const LETTERS: Readonly<Record<string, string>> = { string: 's', integer: 'i', number: 'n', boolean: 'b' };

/** Collects the definitions that objects are made of, in the notation of `lib/text/shape.ts`. */
class Fields {
  public readonly types: Record<string, Record<string, string>> = {};

  constructor(private readonly definitions: Swagger['definitions']) {}

  /** Adds a definition and everything it refers to. */
  public add(name: string): string {
    const short = name.replace(
      /^io\.k8s\.(api|apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis|apimachinery\.pkg)\./,
      '',
    );
    if (Object.hasOwn(this.types, short)) return short;
    const { properties = {}, required = [] } = this.definitions[name] ?? {};
    const fields: Record<string, string> = (this.types[short] = {});
    for (const [field, property] of Object.entries(properties)) {
      const type = OPAQUE.includes(field) ? '*' : this.typeOf(property);
      fields[field] = `${required.includes(field) ? '!' : ''}${type}`;
    }
    return short;
  }

  private typeOf({ $ref, type = '', items, additionalProperties }: Property): string {
    if ($ref !== undefined) return this.referred($ref.replace('#/definitions/', ''));
    if (items) return `[${this.typeOf(items)}`;
    if (additionalProperties) return `{${this.typeOf(additionalProperties)}`;
    return LETTERS[type] ?? '*';
  }

  private referred(name: string): string {
    if (/Quantity$|IntOrString$/.test(name)) return 'q';
    const { type = '', properties } = this.definitions[name] ?? {};
    return properties ? `@${this.add(name)}` : (LETTERS[type] ?? '*');
  }
}

function key({ group, version, kind }: GroupVersionKind): string {
  return `${group ? `${group}/` : ''}${version} ${kind}`;
}

const { Dir } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', MODULE], { encoding: 'utf8' })) as {
  readonly Dir: string;
};
const { definitions, paths } = JSON.parse(readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8')) as Swagger;

/** Kinds of objects that are created at a path of their own, with whether it has a namespace. */
const created = Object.entries(paths).flatMap(([path, { post }]) => {
  const kind = post?.['x-kubernetes-group-version-kind'];
  return kind && /\/[a-z]+$/.test(path) ? [[key(kind), path.includes('/namespaces/{namespace}/')] as const] : [];
});
const namespaced = new Map(created.sort(([, a], [, b]) => Number(a) - Number(b)));
const fields = new Fields(definitions);
const kinds = Object.entries(definitions).flatMap(([name, { 'x-kubernetes-group-version-kind': found = [] }]) => {
  const [kind] = found;
  if (!kind || found.length > 1 || !namespaced.has(key(kind))) return [];
  return [[key(kind), `${namespaced.get(key(kind)) ? '' : '^'}${fields.add(name)}`] as const];
});

const sorted = (entries: readonly (readonly [string, unknown])[]): object =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
const version = MODULE.replace(/.*@v/, '');
writeFileSync(
  FILE,
  `${JSON.stringify({ version, kinds: sorted(kinds), types: sorted(Object.entries(fields.types)) })}\n`,
);
