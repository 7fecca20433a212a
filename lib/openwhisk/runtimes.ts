import { repetitions } from '../text/repeated';
import type { OpenWhisk } from '../platform/model';

/** An image in a runtimes manifest; OpenWhisk joins it to `[registry/]prefix/name:tag`. */
export interface RuntimeImage {
  /**
   * Registry, for an image that is elsewhere than the rest.
   * @default what `CONFIG_whisk_runtimesRegistry_url` says
   */
  readonly registry?: string;
  /** Repository in front of the name. */
  readonly prefix: string;
  readonly name: string;
  /** A version; OpenWhisk would take none as `latest`. */
  readonly tag: string;
}

/** Containers of a kind that invokers keep warm before the first invocation. */
interface StemCell {
  /** How many, from 1, on each invoker. */
  readonly initialCount: number;
  /** Memory of each, e.g. `256 MB`; they serve actions of just this size. */
  readonly memory: string;
  /**
   * How the number follows the cold starts of the last minute.
   * @default it stays `initialCount`
   */
  readonly reactive?: {
    readonly minCount: number;
    readonly maxCount: number;
    /** How long an unused container is kept, e.g. `2 minutes`. */
    readonly ttl: string;
    /** Cold starts per minute that cause one step up. */
    readonly threshold: number;
    /** Containers a step. */
    readonly increment: number;
  };
}

/** A language at a version: what `wsk action create --kind` takes. */
interface RuntimeKind {
  /** Name, `<family>:<version>`. */
  readonly kind: string;
  readonly image: RuntimeImage;
  /**
   * Whether `<family>:default` means this kind.
   * @default false, except for the only kind of a family
   */
  readonly default?: boolean;
  /**
   * Actions of a deprecated kind can be read and deleted, but not created, updated or invoked.
   * @default false
   */
  readonly deprecated?: boolean;
  /**
   * Whether an action must name its entry point.
   * @default false
   */
  readonly requireMain?: boolean;
  /**
   * Whether the image ends its logs with a mark.
   * @default true
   */
  readonly sentinelledLogs?: boolean;
  /**
   * Keeps the code in an attachment of the database's document.
   * @default in the document
   */
  readonly attached?: { readonly attachmentName: string; readonly attachmentType: string };
  /** @default none */
  readonly stemCells?: readonly StemCell[];
}

/**
 * The languages of a platform: `RUNTIMES_MANIFEST` of controller, invoker and scheduler, as JSON. Shape and rules:
 * OpenWhisk, `core/entity/ExecManifest.scala`.
 */
export interface RuntimesManifest {
  /** Kinds by family, e.g. `nodejs`. */
  readonly runtimes: Readonly<Record<string, readonly RuntimeKind[]>>;
  /**
   * Images of Docker actions that invokers hold beforehand and do not pull on use.
   * @default none
   */
  readonly blackboxes?: readonly RuntimeImage[];
}

/**
 * The kinds of the upstream manifest (`ansible/files/runtimes.json` at 1fae641, August 2026), with the same defaults.
 *
 * That one says `nightly` everywhere. The tags here are the newest release of each image: the newest git tag
 * `<image>@<version>` of its `apache/openwhisk-runtime-*` repository, whose CI pushes the image of that version. Every
 * kind has one. Go 1.20 and .NET 3.1 are no longer part of the newest release of their repositories, so theirs are the
 * last that had them. `python:3` is not in upstream's manifest, but `installKafka.sh` of package-kafka 2.1.0 creates
 * actions of it, as in the manifest of the OpenWhisk Helm chart. Upstream's stem cells, two and up to four Node.js
 * containers, are one here.
 */
export const DEFAULT_RUNTIMES: RuntimesManifest = {
  runtimes: {
    nodejs: [
      kind('nodejs:18', 'action-nodejs-v18', '1.23.0'),
      kind('nodejs:20', 'action-nodejs-v20', '1.23.0', {
        default: true,
        stemCells: [{ initialCount: 1, memory: '256 MB' }],
      }),
    ],
    python: [
      kind('python:3', 'action-python-v3.11', '1.20.0'),
      kind('python:3.10', 'action-python-v3.10', '1.20.0', { default: true }),
      kind('python:3.11', 'action-python-v3.11', '1.20.0'),
    ],
    swift: [
      kind('swift:5.3', 'action-swift-v5.3', '1.19.0', { default: true }),
      kind('swift:5.7', 'action-swift-v5.7', '1.19.0'),
    ],
    java: [kind('java:8', 'java8action', '1.20.0', { default: true, requireMain: true })],
    php: [kind('php:8.1', 'action-php-v8.1', '1.21.0', { default: true })],
    ruby: [kind('ruby:2.5', 'action-ruby-v2.5', '1.17.0', { default: true })],
    go: [kind('go:1.20', 'action-golang-v1.20', '1.24.0', { default: true })],
    dotnet: [
      kind('dotnet:3.1', 'action-dotnet-v3.1', '1.17.0', { default: true, requireMain: true }),
      kind('dotnet:6.0', 'action-dotnet-v6.0', '1.18.0', { requireMain: true }),
    ],
    rust: [kind('rust:1.34', 'action-rust-v1.34', '1.3.0', { default: true })],
  },
  blackboxes: [{ prefix: 'openwhisk', name: 'dockerskeleton', tag: '1.16.0' }],
};

function kind(name: string, image: string, tag: string, more: Partial<RuntimeKind> = {}): RuntimeKind {
  const attached = { attachmentName: 'codefile', attachmentType: 'text/plain' };
  return { kind: name, image: { prefix: 'openwhisk', name: image, tag }, attached, ...more };
}

/** A required kind, possibly `<family>:default`, and what requires it. */
export interface NeededKind {
  readonly kind: string;
  readonly by: string;
}

/**
 * The kinds of the actions that the platform itself makes: routemgmt's `installRouteMgmt.sh`, the scripts of package-alarms and
 * package-kafka, the files of the catalog's packages by their extensions, and the tests.
 */
export function neededKinds({ packages, providers, tests, loadTest }: OpenWhisk): NeededKind[] {
  const node = 'nodejs:default';
  return [
    ...(packages.enabled
      ? [
          { kind: node, by: 'the route management and the catalog' },
          { kind: 'swift:default', by: "the catalog's samples" },
        ]
      : []),
    ...(packages.enabled && providers.kafka.enabled
      ? [{ kind: 'python:3', by: 'the feed of the Kafka provider' }]
      : []),
    ...(!packages.enabled && (tests.enabled || loadTest.enabled) ? [{ kind: node, by: 'the tests' }] : []),
  ];
}

/** Kinds that no action can be created of: the manifest lacks them, or marks them as deprecated. */
export function missingKinds({ runtimes }: RuntimesManifest, needed: readonly NeededKind[]): NeededKind[] {
  return needed.filter(({ kind: name }) => {
    const [family = '', version] = name.split(':');
    const kinds = runtimes[family] ?? [];
    const found =
      version === 'default'
        ? (kinds.find((each) => each.default) ?? kinds[0])
        : Object.values(runtimes)
            .flat()
            .find((each) => each.kind === name);
    return !found || found.deprecated;
  });
}

/** Sizes as OpenWhisk reads them (`ByteSize` in `core/entity/Size.scala`). */
const BYTE_SIZE = /^\s?\d+\s?(GB|MB|KB|B|G|M|K)\s?$/i;

/** Tags that mean another image tomorrow. */
const MOVING_TAGS = ['latest', 'nightly'];

/**
 * Mistakes in a manifest, one sentence each; none if OpenWhisk would start with it and each image is pinned to a
 * version.
 */
export function validateRuntimes(manifest: unknown): string[] {
  if (!isObject(manifest)) return ['The manifest is not an object.'];
  const { runtimes, blackboxes = [] } = manifest;
  if (!isObject(runtimes)) return ["The manifest has no object 'runtimes'."];
  const kindNames = Object.values(runtimes).flatMap((kinds) => list(kinds).map((each) => each['kind']));
  const isRepeated = repetitions(kindNames);
  const twice = kindNames.filter((name, index) => name !== undefined && isRepeated(index));
  return [
    ...Object.entries(runtimes).flatMap(([name, kinds]) => familyProblems(name, kinds)),
    ...[...new Set(twice)].map((name) => `Kind '${String(name)}' is listed more than once.`),
    ...(Array.isArray(blackboxes)
      ? blackboxes.flatMap((image, index) => imageProblems(`blackbox ${index + 1}`, image))
      : ["'blackboxes' is not a list."]),
  ];
}

function familyProblems(family: string, value: unknown): string[] {
  const kinds = list(value);
  if (!Array.isArray(value) || kinds.length === 0) return [`Family '${family}' is not a list of at least one kind.`];
  if (kinds.length < value.length) return [`Family '${family}' has a kind that is not an object.`];
  const defaults = kinds.filter((each) => each['default'] === true).map((each) => String(each['kind']));
  return [
    // The only kind of a family is its default without saying so.
    ...(defaults.length === 0 && kinds.length > 1 ? [`Family '${family}' has no kind with 'default: true'.`] : []),
    ...(defaults.length > 1 ? [`Family '${family}' has more than one default: ${defaults.join(', ')}.`] : []),
    ...kinds.flatMap((each) => kindProblems(family, each)),
  ];
}

function kindProblems(family: string, { kind: name, image, stemCells = [] }: Record<string, unknown>): string[] {
  if (typeof name !== 'string' || name === '') return [`A kind of family '${family}' has no name in 'kind'.`];
  return [
    ...imageProblems(`kind '${name}'`, image),
    ...(Array.isArray(stemCells)
      ? stemCells.flatMap((cell) => stemCellProblems(name, cell))
      : [`'stemCells' of kind '${name}' is not a list.`]),
  ];
}

function imageProblems(owner: string, image: unknown): string[] {
  if (!isObject(image)) return [`The image of ${owner} is not an object.`];
  const missing = ['prefix', 'name', 'tag'].filter((part) => typeof image[part] !== 'string' || image[part] === '');
  return [
    ...missing.map((part) => `The image of ${owner} has no ${part}.`),
    ...MOVING_TAGS.filter((tag) => image['tag'] === tag).map(
      (tag) => `The image of ${owner} has the tag '${tag}', which moves; name a version.`,
    ),
  ];
}

function stemCellProblems(name: string, cell: unknown): string[] {
  if (!isObject(cell)) return [`A stem cell of kind '${name}' is not an object.`];
  const { initialCount, memory, reactive } = cell;
  return [
    ...(isCount(initialCount) ? [] : [`A stem cell of kind '${name}' has no 'initialCount' of at least 1.`]),
    ...(typeof memory === 'string' && BYTE_SIZE.test(memory)
      ? []
      : [`A stem cell of kind '${name}' has the memory ${JSON.stringify(memory)}; write it as '256 MB'.`]),
    ...(reactive === undefined || isReactive(reactive)
      ? []
      : [
          `A stem cell of kind '${name}' has a wrong 'reactive': it takes minCount, maxCount, ttl, threshold and ` +
            'increment, with 0 <= minCount <= maxCount and 1 <= increment <= maxCount.',
        ]),
  ];
}

function isReactive(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { minCount, maxCount, ttl, threshold, increment } = value;
  const isMinimum = minCount === 0 || isCount(minCount);
  if (!isMinimum || !isCount(maxCount) || !isCount(threshold) || !isCount(increment)) return false;
  return minCount <= maxCount && increment <= maxCount && typeof ttl === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list, and nothing of anything else. */
function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
