import { basename, normalize } from 'node:path';
import type { BrokenFile } from '../checks/broken-file';
import type { CheckedObject, Nodes, RefusedValue, Subject } from '../checks/subject';
import type { Manifest } from '../kube/synthesis';
import type { TextFile } from './files';
import { jsonDocuments, jsonStream } from './json-documents';
import { Fitting, isObject } from '../text/fit';
import { kindOf, seemsNamespaced, type Kind } from './kinds';
import { filesThatKustomizeChanges } from './kustomize';
import { namespaceMeant } from './namespace';
import { yamlDocuments, type BrokenDocument, type YamlDocument } from './yaml-documents';

/** Options beside the manifests. */
export interface ReadingOptions {
  /** Namespace of objects that name none. @default - the one that references to them name, or `default` */
  readonly namespace?: string;
  readonly kubernetesVersion?: string;
  readonly external?: readonly string[];
  readonly nodes?: readonly Nodes[];
}

/** Manifests, and what was passed over. */
export interface Reading {
  readonly subject: Subject;
  /** Namespace of the objects that name none. */
  readonly namespace: string;
  /** Number of those objects. */
  readonly homeless: number;
  /** Number of objects by kinds that no check reads, such as `example.org/v1 Widget`. */
  readonly unknownKinds: ReadonlyMap<string, number>;
  /** Number of files without manifests, such as the values of a chart. */
  readonly otherFiles: number;
  /** Files of Helm templates, which Helm has to render first. */
  readonly templates: readonly string[];
  /** Files that kustomize changes or merges into others, which it has to render first. */
  readonly kustomized: readonly string[];
  readonly broken: readonly BrokenFile[];
}

/** An object as it stands in a file. */
interface RawObject {
  readonly file: string;
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
  readonly lineOf: NonNullable<CheckedObject['lineOf']>;
  readonly repeated: YamlDocument['repeated'];
}

/** Reads the manifests of files. */
export function readManifests(files: readonly TextFile[], options: ReadingOptions = {}): Reading {
  const raw: RawObject[] = [];
  const ruleFiles: RawObject[] = [];
  const broken: BrokenFile[] = [];
  const templates: string[] = [];
  let otherFiles = 0;
  const unknownKinds = new Map<string, number>();
  const passOver = (kind: string): void => {
    unknownKinds.set(kind, (unknownKinds.get(kind) ?? 0) + 1);
  };
  const changed = filesThatKustomizeChanges(files);
  const kustomized: string[] = [];
  const madeByKustomize: string[] = [];
  for (const { file, text, problem } of files) {
    if (problem !== undefined) {
      broken.push({ file, line: 1, problem, fix: 'write it in UTF-8, or leave it out' });
      continue;
    }
    const isChanged = changed.has(normalize(file));
    const documents = documentsOf(file, text);
    if (isChanged) {
      kustomized.push(file);
      const parts = documents.flatMap((document) => ('value' in document ? objectsIn(file, document) : []));
      madeByKustomize.push(...parts.map(({ value }) => nameInReferences(value)));
      continue;
    }
    const unread = documents.filter((document): document is BrokenDocument => 'problem' in document);
    const failed = unread.filter(({ isDefinition = false }) => !isDefinition);
    if (failed.length > 0 && text.includes('{{')) {
      templates.push(file);
      continue;
    }
    // Data of programs, such as one JSON object per line.
    if (failed.length > 0 && file.endsWith('.json') && !text.includes('"apiVersion"')) {
      otherFiles++;
      continue;
    }
    for (const { isDefinition } of unread)
      if (isDefinition) passOver('apiextensions.k8s.io/v1 CustomResourceDefinition');
    broken.push(...failed.map(({ line, problem }) => ({ file, line, problem })));
    const objects = documents.flatMap((document) => ('value' in document ? objectsIn(file, document) : []));
    const rules = documents.flatMap((document) => ('value' in document ? rulesIn(file, document) : []));
    ruleFiles.push(...rules);
    if (objects.length === 0 && unread.length === 0) otherFiles++;
    raw.push(...objects);
  }
  // Files of rules of Prometheus are manifests only where there are no others: elsewhere they are files of a program.
  if (raw.length === 0) {
    raw.push(...ruleFiles);
    otherFiles -= new Set(ruleFiles.map(({ file }) => file)).size;
  }
  const objects: CheckedObject[] = [];
  const others: CheckedObject[] = [];
  const namespace = options.namespace ?? namespaceMeant(raw.map(({ value }) => value)) ?? 'default';
  let homeless = 0;
  for (const one of raw) {
    const { apiVersion, kind } = headOf(one.value);
    const known = kindOf(apiVersion, kind);
    if ((known?.namespaced ?? seemsNamespaced(kind)) && !namesNamespace(one.value)) homeless++;
    if (known) {
      objects.push(checked(one, known, namespace));
    } else {
      others.push(unchecked(one, namespace));
      passOver(`${apiVersion} ${kind}`);
    }
  }
  const { kubernetesVersion, nodes } = options;
  const external = [...(options.external ?? []), ...madeByKustomize];
  return {
    subject: {
      objects,
      others,
      external,
      ...(nodes && { nodes }),
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    },
    namespace,
    homeless,
    unknownKinds,
    otherFiles,
    templates,
    kustomized,
    broken,
  };
}

/** Standard input and files of other names may hold JSON, too: YAML includes one JSON object, but no second one after it. */
function documentsOf(file: string, text: string): (YamlDocument | BrokenDocument)[] {
  if (file.endsWith('.json')) return jsonDocuments(text);
  const documents = yamlDocuments(text);
  return documents.some((document) => 'problem' in document) ? (jsonStream(text) ?? documents) : documents;
}

function namesNamespace({ metadata }: RawObject['value']): boolean {
  return isObject(metadata) && typeof metadata['namespace'] === 'string' && metadata['namespace'] !== '';
}

/** An object as `--external` names it. */
function nameInReferences(value: RawObject['value']): string {
  const name = isObject(value['metadata']) ? value['metadata']['name'] : undefined;
  return `${headOf(value).kind}/${typeof name === 'string' ? name : ''}`;
}

function headOf(value: Readonly<Record<string, unknown>>): { readonly apiVersion: string; readonly kind: string } {
  const { apiVersion, kind } = value;
  return { apiVersion: typeof apiVersion === 'string' ? apiVersion : '', kind: typeof kind === 'string' ? kind : '' };
}

/** A file of rules as the PrometheusRule with the same groups. */
function rulesIn(file: string, { value, line, lineOf, repeated }: YamlDocument): RawObject[] {
  if (!isObject(value) || !Array.isArray(value['groups'])) return [];
  const hasRules = value['groups'].every((group: unknown) => isObject(group) && Array.isArray(group['rules']));
  const rule = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: basename(file), namespace: 'default' },
  };
  if (!hasRules || Object.keys(value).length > 1) return [];
  return [
    { file, line, value: { ...rule, spec: value }, lineOf: (path, within) => lineOf(path.slice(1), within), repeated },
  ];
}

/** Objects of a document, and of the lists in it. */
function objectsIn(file: string, document: YamlDocument): RawObject[] {
  const { line, lineOf, repeated } = document;
  return flattened(document.value, []).map(({ value, path }) => ({
    file,
    line: path.length > 0 ? lineOf(path) : line,
    value,
    lineOf: (inner, within) => lineOf([...path, ...inner], within),
    repeated: path.length > 0 ? [] : repeated,
  }));
}

interface Place {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
}

function flattened(value: unknown, path: Place['path']): Place[] {
  if (!isObject(value)) return [];
  const { kind, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    // Items of a typed list may leave out what its kind says.
    const inherited = kind === 'List' ? {} : { apiVersion: value['apiVersion'], kind: kind.slice(0, -'List'.length) };
    return items.flatMap((item: unknown, index) =>
      flattened(isObject(item) ? { ...inherited, ...item } : item, [...path, 'items', index]),
    );
  }
  const { apiVersion, kind: named } = headOf(value);
  const isManifest = apiVersion !== '' && named !== '' && !NO_OBJECTS.test(apiVersion);
  return isManifest ? [{ value, path }] : [];
}

/** API versions of files that look like manifests, and are read by programs other than the API server. */
const NO_OBJECTS =
  /^(kustomize\.config\.k8s\.io|kubeadm\.k8s\.io|kubelet\.config\.k8s\.io|kubeproxy\.config\.k8s\.io|kind\.x-k8s\.io|apiserver\.config\.k8s\.io|audit\.k8s\.io|skaffold|helm\.sh|client\.authentication|builtin$)|^v2$/;

function checked(one: RawObject, { shape, namespaced, otherVersion }: Kind, namespace: string): CheckedObject {
  const fitting = new Fitting();
  const fitted = fitting.fit(one.value, shape) as Record<string, unknown>;
  const manifest = withName({ ...fitted, ...headOf(one.value) }, namespaced ? namespace : undefined);
  const repeated: RefusedValue[] = one.repeated.map(({ line, key }) => ({
    path: [],
    line,
    problem: `'${key}' already exists in the same object`,
    fix: 'remove one, or merge the two',
  }));
  return { ...placed(one, manifest), refused: [...(otherVersion ? [] : fitting.misfits), ...repeated] };
}

/** An object of a kind that no check reads: of its fields, only its name is sure to be what it seems. */
function unchecked(one: RawObject, namespace: string): CheckedObject {
  const { kind } = headOf(one.value);
  return placed(one, withName({ ...one.value, ...headOf(one.value) }, seemsNamespaced(kind) ? namespace : undefined));
}

function placed({ file, line, lineOf }: RawObject, manifest: Manifest): CheckedObject {
  return { manifest, path: `${file}:${line}`, file, line, lineOf };
}

function withName(
  fields: Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string },
  namespace: string | undefined,
): Manifest {
  const given = isObject(fields['metadata']) ? fields['metadata'] : {};
  const { name, generateName, namespace: own, labels, annotations, ...rest } = given;
  const metadata = {
    ...rest,
    name: typeof name === 'string' && name !== '' ? name : typeof generateName === 'string' ? `${generateName}*` : '',
    ...(namespace === undefined ? {} : { namespace: typeof own === 'string' && own !== '' ? own : namespace }),
    ...(isObject(labels) ? { labels: strings(labels) } : {}),
    ...(isObject(annotations) ? { annotations: strings(annotations) } : {}),
  };
  return { ...fields, metadata };
}

function strings(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
  );
}
