import { LineCounter, parseAllDocuments } from 'yaml';
import { scaledComponents } from '../autoscaling/components';
import { NEWEST_VERSION } from '../kube/kubernetes-versions';
import { objectName } from '../kube/names';
import { readText, type LoadedPlatform } from '../load/load';
import { valueOf } from '../load/aliases';
import { lineOfPath } from '../load/yaml-file';
import { DEFAULT_PLATFORM_FILE } from '../render';
import { SimulationInputError } from '../simulator/input-error';
import type { Locate, Manifest } from '../simulator/objects';
import type { ValuePath } from '../text/input-file';
import { synthesizeFile } from './platform';

const NAME_MANIFEST = 'name an existing file with --manifest';

/** Files that have an HPA and what it scales. */
export interface ObjectFiles {
  /** Platform file. @default - stacks/platforms/standard.yaml without `manifest`, otherwise none */
  readonly file?: string;
  /** File of manifests. */
  readonly manifest?: string;
}

/** Objects of files, with their places. */
export interface SimulatedObjects {
  readonly manifests: readonly unknown[];
  /** Names of the files in messages. */
  readonly files: string;
  readonly locate: Locate;
  /** Version of Kubernetes that they are for. */
  readonly version: string;
}

/**
 * Reads the objects of a platform file, of a file of manifests, or of both.
 *
 * @throws PlatformFileError when the platform file is wrong, FindingsError when the checks of its manifests fail,
 * SimulationInputError when the manifests are not YAML.
 */
export function readObjects({ file, manifest }: ObjectFiles): SimulatedObjects {
  return joined([
    ...(file !== undefined || manifest === undefined ? [platformObjects(file ?? DEFAULT_PLATFORM_FILE)] : []),
    ...(manifest === undefined ? [] : [manifestObjects(manifest, NAME_MANIFEST)]),
  ]);
}

/** The objects of several files, for the version of the first one. */
export function joined(sources: readonly SimulatedObjects[]): SimulatedObjects {
  return {
    manifests: sources.flatMap((source) => source.manifests),
    files: sources.map((source) => source.files).join(' and '),
    locate: (object, path) =>
      sources.find(({ manifests }) => manifests.includes(object))?.locate(object, path) ?? { path },
    version: sources[0]?.version ?? NEWEST_VERSION,
  };
}

function platformObjects(file: string): SimulatedObjects {
  const { loaded, synthesis } = synthesizeFile(file);
  return {
    manifests: synthesis.objects.map(({ manifest }) => manifest),
    files: file,
    locate: (object, path) => {
      const own = pathOfScaler(loaded, object, path);
      return own ? { file, line: loaded.lineOf(own), path: own } : { file, path };
    },
    version: loaded.platform.cluster.version,
  };
}

/** Keys of a scaler in a platform file, by the field of the HPA or ScaledObject that they become. */
const SCALER_KEYS: Readonly<Record<string, string>> = {
  scaleTargetRef: 'target',
  minReplicas: 'min',
  maxReplicas: 'max',
  behavior: 'behavior',
};

/** Path of the scaler that an object comes from, and of a value of it. */
function pathOfScaler(
  { platform }: LoadedPlatform,
  { metadata }: Manifest,
  [, field]: ValuePath,
): ValuePath | undefined {
  const { name: instance, namespace, autoscaling } = platform;
  const scalers = [
    ...scaledComponents(platform).map(({ component, path }) => ({ name: objectName(instance, component), path })),
    ...autoscaling.scalers
      .map((scaler, index) => ({ ...scaler, path: ['autoscaling', 'scalers', index] }))
      .filter((scaler) => (scaler.namespace ?? namespace) === metadata?.namespace),
  ];
  const scaler = scalers.find(({ name }) => name === metadata?.name);
  const key = SCALER_KEYS[String(field)];
  return scaler && [...scaler.path, ...(key ? [key] : [])];
}

/**
 * Reads a file of manifests. @param fix - what to do when it cannot be read.
 *
 * @throws SimulationInputError when it cannot be read, or is not YAML.
 */
export function manifestObjects(file: string, fix: string): SimulatedObjects {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(readText(file, fix, SimulationInputError), { lineCounter: lines });
  const documents = Array.isArray(parsed) ? parsed : [];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    const [problem = ''] = error.message.split('\n');
    throw new SimulationInputError(file, [
      { line: error.linePos?.[0].line, problem, fix: 'correct this line or a line above it' },
    ]);
  }
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const objects = documents.map((document) => ({
    document,
    manifest: valueOf(document, lineAt, (...mistakes) => {
      throw new SimulationInputError(file, mistakes);
    }),
  }));
  return {
    manifests: objects.map(({ manifest }) => manifest),
    files: file,
    locate: (object, path) => {
      const contents = objects.find(({ manifest }) => manifest === object)?.document.contents;
      const line = contents ? lineOfPath(contents, path, lineAt) : undefined;
      return { file, line, path };
    },
    version: NEWEST_VERSION,
  };
}
