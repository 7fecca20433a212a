import { runChecks } from '../checks/all';
import { brokenFile, fixOf } from '../checks/broken-file';
import type { Finding } from '../checks/finding';
import { parseIgnore, sift, type Ignore, type Sifted } from '../checks/ignore';
import type { Nodes } from '../checks/subject';
import { supportedVersions } from '../kube/kubernetes-versions';
import { readTexts, UnusableInputError } from './files';
import { readManifests, type Reading } from './read';

/** Options of {@link checkManifests}, with the names that they have on the command line. */
export interface ManifestOptions {
  /** Findings that are accepted, such as `FS-101=reason` or `FS-101:Deployment/web=reason`. @default - none */
  readonly ignore?: readonly string[];
  /** Objects that others make, as `Kind/name`, where `*` stands for any text. @default - none */
  readonly external?: readonly string[];
  /** Nodes that the pods have to fit. @default - the ones among the manifests */
  readonly nodes?: readonly Nodes[];
  /** Namespace of objects that name none. @default - the one that references to them name, or `default` */
  readonly namespace?: string;
  /** Version of Kubernetes that the manifests are for, such as `1.36`. @default - unknown */
  readonly kubernetes?: string;
  /** Folder or file of the manifests that were applied before. @default - nothing is compared */
  readonly against?: string;
}

/** Findings in manifests, and what was read. */
export interface CheckedManifests extends Sifted {
  readonly reading: Reading;
}

/**
 * Checks the manifests in files and folders, of Helm and others too; `-` is standard input. Findings are sorted by file and line.
 *
 * @throws UnusableInputError when nothing can be checked.
 */
export function checkManifests(places: readonly string[], options: ManifestOptions = {}): CheckedManifests {
  const ignores = ignoresOf(options.ignore ?? []);
  const reading = read(places, options);
  if (reading.subject.objects.length === 0) throw new UnusableInputError(nothingIn(places, reading));
  const sifted = sift(reading.subject, [...reading.broken.map(brokenFile), ...runChecks(reading.subject)], ignores);
  return { ...sorted(sifted), reading };
}

/** Reads the manifests, and the ones that were applied before. */
function read(places: readonly string[], options: ManifestOptions): Reading {
  const { namespace, kubernetes: kubernetesVersion, external, against, nodes } = options;
  if (kubernetesVersion !== undefined && !supportedVersions().includes(kubernetesVersion)) {
    const known = supportedVersions().join(', ');
    throw new UnusableInputError(
      `--kubernetes ${kubernetesVersion}: nothing is known of it\n  fix: write one of ${known}`,
    );
  }
  const reading = readManifests(readTexts(places), { namespace, kubernetesVersion, external, nodes });
  if (against === undefined) return reading;
  const before = readManifests(readTexts([against]), { namespace: namespace ?? reading.namespace });
  if (before.subject.objects.length === 0) throw new UnusableInputError(nothingIn([against], before));
  return { ...reading, subject: { ...reading.subject, before: before.subject } };
}

function ignoresOf(texts: readonly string[]): Ignore[] {
  return texts.map((text) => {
    const ignore = parseIgnore(text);
    if ('problem' in ignore) throw new UnusableInputError(`--ignore: ${ignore.problem}\n  fix: ${ignore.fix}`);
    return ignore;
  });
}

/** By file and line, and of one line the errors first. */
function sorted({ findings, ignored }: Sifted): Sifted {
  const rank = ({ severity }: Finding): number => (severity === 'error' ? 0 : 1);
  const compared = [...findings].sort(
    (a, b) => (a.file ?? '').localeCompare(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || rank(a) - rank(b),
  );
  return { findings: compared, ignored };
}

/** Why there is nothing to check, and what to do. */
function nothingIn(places: readonly string[], { broken: files, templates, kustomized, unknownKinds }: Reading): string {
  const where = places.map((place) => (place === '-' ? 'standard input' : place)).join(', ');
  const [first] = files;
  if (first) return `${first.file}:${first.line}: ${first.problem}\n  fix: ${fixOf(first)}`;
  const [template] = templates;
  if (template !== undefined) {
    const fix = 'render them first: helm template <release> <chart> | npx faas-stack check -';
    return `${where}: no manifests, but templates of Helm, such as ${template}\n  fix: ${fix}`;
  }
  const [changed] = kustomized;
  if (changed !== undefined) {
    const fix = 'render them first: kubectl kustomize <folder> | npx faas-stack check -';
    return `${where}: no manifests, but files that kustomize changes, such as ${changed}\n  fix: ${fix}`;
  }
  const kinds = [...unknownKinds.keys()];
  if (kinds.length > 0) return `${where}: no object of a kind that the checks know, only ${kinds.join(', ')}`;
  return `${where}: no manifests\n  fix: name files or folders with objects that have apiVersion and kind`;
}
