import { isMap } from 'yaml';
import * as data from './data/kubernetes.json';
import { unknownName, type FormatProblem } from './problem';
import { structureProblems } from './structure';
import { entry, readYaml, scalarText } from './yaml-text';

const ROOTS: Readonly<Record<string, string>> = data.roots;

/** Whether a text has a document of a kind that components of Kubernetes read from a file. */
export function isComponentConfig(text: string): boolean {
  return /^"?apiVersion"?:\s*"?(kubelet\.config|kubeproxy\.config|kubescheduler\.config|apiserver\.config|audit|kubeadm)\.k8s\.io\//m.test(
    text,
  );
}

/**
 * Problems that components of Kubernetes report in their configuration (strict decoding). A kind or version that is not known here is
 * passed over: newer components have others.
 */
export function componentConfigProblems(text: string): readonly FormatProblem[] {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return yaml.problems;
  return yaml.documents.flatMap((document): FormatProblem[] => {
    const { contents } = document;
    if (!isMap(contents)) return [];
    const [apiVersion = '', kind = ''] = ['apiVersion', 'kind'].map((key) => scalarText(entry(contents, key)) ?? '');
    const line = yaml.lineOf(contents);
    if (apiVersion === '') return [{ line, problem: 'no apiVersion', fix: 'add apiVersion' }];
    if (kind === '') return [{ line, problem: 'no kind', fix: 'add kind' }];
    const root = ROOTS[`${apiVersion}/${kind}`];
    if (root !== undefined) return structureProblems(yaml, document, root, data.types, { scalars: 'json' });
    const kinds = Object.keys(ROOTS)
      .filter((known) => known.startsWith(`${apiVersion}/`))
      .map((known) => known.slice(apiVersion.length + 1));
    const near = unknownName(yaml.lineOf(entry(contents, 'kind') ?? contents), 'kind', kind, kinds);
    return kinds.length > 0 && near.fix !== undefined ? [near] : [];
  });
}
