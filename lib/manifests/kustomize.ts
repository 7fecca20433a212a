import { dirname, join, normalize } from 'node:path';
import { isObject } from '../text/fit';
import type { TextFile } from './files';
import { yamlDocuments } from './yaml-documents';

type Kustomization = Readonly<Record<string, unknown>>;

/** Names of the file with which kustomize begins in a folder. */
const FILE = /(^|\/)kustomization\.ya?ml$/;

/** Keys with which kustomize changes what the checks look at: names, labels, references and fields of the resources. */
const CHANGES = [
  'commonLabels',
  'components',
  'configMapGenerator',
  'generators',
  'helmCharts',
  'namePrefix',
  'nameSuffix',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'secretGenerator',
  'transformers',
  'vars',
];

/** Keys of lists that name patches, as strings or in `path`. */
const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];

/** Keys of lists that name files with resources, and folders with a kustomization. */
const RESOURCES = ['resources', 'bases', 'components'];

/**
 * Files that are not applied as they stand: patches, which are parts of objects, and resources that a kustomization changes. What only
 * lists resources, or sets their images, replicas and namespace, changes nothing that the checks look at.
 */
export function filesThatKustomizeChanges(files: readonly TextFile[]): ReadonlySet<string> {
  const folders = new Map<string, Kustomization>();
  for (const { file, text } of files) {
    if (!FILE.test(file)) continue;
    const [document] = yamlDocuments(text);
    if (document && 'value' in document && isObject(document.value)) folders.set(dirname(file), document.value);
  }
  const changed = new Set<string>();
  for (const [folder, kustomization] of folders) {
    for (const path of PATCHES.flatMap((key) => namesIn(kustomization[key]))) changed.add(join(folder, path));
    if (changes(kustomization)) addResources(folder, folders, changed, new Set());
  }
  return changed;
}

function changes(kustomization: Kustomization): boolean {
  return (
    CHANGES.some((key) => kustomization[key] !== undefined) || entriesOf(kustomization['labels']).some(inSelectors)
  );
}

/** Whether labels also become a part of selectors and pods. */
function inSelectors(labels: unknown): boolean {
  return isObject(labels) && (labels['includeSelectors'] === true || labels['includeTemplates'] === true);
}

function addResources(
  folder: string,
  folders: ReadonlyMap<string, Kustomization>,
  changed: Set<string>,
  seen: Set<string>,
): void {
  const kustomization = folders.get(folder);
  if (!kustomization || seen.has(folder)) return;
  seen.add(folder);
  for (const name of RESOURCES.flatMap((key) => namesIn(kustomization[key]))) {
    const path = normalize(join(folder, name)).replace(/\/$/, '');
    if (folders.has(path)) addResources(path, folders, changed, seen);
    else changed.add(path);
  }
}

function namesIn(list: unknown): string[] {
  return entriesOf(list).flatMap((entry) => {
    const name = isObject(entry) ? entry['path'] : entry;
    return typeof name === 'string' ? [name] : [];
  });
}

function entriesOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}
