import { parsePrometheusSize } from '../../text/prometheus-size';
import { finding, type Check, type Finding } from '../finding';
import { amountOf, itemsAt, textAt, textsAt, valueAt } from '../read/loose';
import { loosePods, type LooseContainer, type LoosePods } from '../read/loose-pods';
import { configFiles } from '../read/mounted-files';
import { objectsIn, objectsOfKind, type CheckedObject, type Subject } from '../subject';

/** A setting of a program for the memory that it may take: the groups are a number and a unit. */
interface Setting {
  readonly name: string;
  readonly form: RegExp;
  readonly units: Readonly<Record<string, number>>;
}

const [KI, MI, GI] = [2 ** 10, 2 ** 20, 2 ** 30];
const JVM_UNITS = { '': 1, k: KI, m: MI, g: GI };

const HEAP: Setting = { name: '-Xmx', form: /(?:^|\s)-Xmx(\d+)([kmg]?)(?=\s|$)/gi, units: JVM_UNITS };

/** In arguments and variables. */
const SETTINGS: readonly Setting[] = [
  HEAP,
  {
    name: 'maxmemory',
    form: /(?:^|\s)--maxmemory[\s=](\d+)([kmg]?b?)(?=\s|$)/gi,
    units: { '': 1, b: 1, k: 1e3, m: 1e6, g: 1e9, kb: KI, mb: MI, gb: GI },
  },
  {
    name: 'innodb_buffer_pool_size',
    form: /(?:^|\s)--innodb[-_]buffer[-_]pool[-_]size[\s=](\d+)([kmg]?)(?=\s|$)/gi,
    units: JVM_UNITS,
  },
  {
    name: '--max-old-space-size',
    form: /(?:^|\s)--max[-_]old[-_]space[-_]size[\s=](\d+)()(?=\s|$)/g,
    units: { '': MI },
  },
];

const GO_LIMIT: Setting = {
  name: 'GOMEMLIMIT',
  form: /^(\d+)((?:[KMG]i)?B)?$/gi,
  units: { '': 1, b: 1, kib: KI, mib: MI, gib: GI },
};

/** In configuration files, by the end of the name of the file. */
const FILES: readonly (readonly [file: RegExp, setting: Setting])[] = [
  [/redis\.conf$/, { ...(SETTINGS[1] as Setting), form: /^[ \t]*maxmemory[ \t]+(\d+)([kmg]?b?)[ \t]*$/gim }],
  [
    /\.cnf$/,
    {
      ...(SETTINGS[2] as Setting),
      form: /^[ \t]*innodb[-_]buffer[-_]pool[-_]size[ \t]*=[ \t]*(\d+)([kmg]?)[ \t]*$/gim,
    },
  ],
];

/** The memory that programs may take fits the limits of their containers, and the data that they keep fits their volumes. */
export const programSizes: Check = (subject) => [
  ...loosePods(subject).flatMap(({ object, containers }) =>
    containers.flatMap((container) => memoryFindings(object, container)),
  ),
  ...configFiles(subject).flatMap(({ key, text, mounts }) =>
    mounts.flatMap(({ owner, container, path }) => {
      const [, setting] = FILES.find(([file]) => file.test(path)) ?? [];
      const limit = amountOf(container.resources?.limits?.['memory']);
      return setting
        ? excess(
            owner.object,
            container.name,
            setting,
            text,
            limit,
            String(container.resources?.limits?.['memory']),
            ` in '${key}'`,
          )
        : [];
    }),
  ),
  ...objectsOfKind(subject, 'Prometheus').flatMap(ofOperated),
  ...loosePods(subject).flatMap((pods) => pods.containers.flatMap((container) => ofPlain(subject, pods, container))),
];

function memoryFindings(object: CheckedObject, { name, fields }: LooseContainer): Finding[] {
  const written = valueAt(fields, 'resources', 'limits', 'memory');
  const limit = amountOf(written);
  const env = itemsAt(fields, 'env').map((one) => ({ name: textAt(one, 'name'), value: textAt(one, 'value') ?? '' }));
  const goLimit = env.find((one) => one.name === 'GOMEMLIMIT')?.value ?? '';
  const words = [...textsAt(fields, 'command'), ...textsAt(fields, 'args')].join(' ');
  const variables = env.filter((one) => /OPT(ION)?S$/.test(one.name ?? '')).map(({ value }) => value);
  return [
    ...SETTINGS.flatMap((setting) =>
      [words, ...variables].flatMap((text) => excess(object, name, setting, text, limit, String(written))),
    ),
    ...excess(object, name, GO_LIMIT, goLimit, limit, String(written)),
  ];
}

/** The last value of a setting counts. */
function lastAmount(
  text: string,
  form: RegExp,
  units: Setting['units'],
): { readonly bytes: number; readonly written: string } {
  const [, digits = '', unit = ''] = [...text.matchAll(form)].at(-1) ?? [];
  return { bytes: Number(digits) * (units[unit.toLowerCase()] ?? 0), written: `${digits}${unit}` };
}

/** The heap that options of a JVM allow; 0 where they do not say. */
export function heapOf(options: string): { readonly bytes: number; readonly written: string } {
  return lastAmount(options, HEAP.form, HEAP.units);
}

function excess(
  object: CheckedObject,
  container: string,
  { name, form, units }: Setting,
  text: string,
  limit: number | undefined,
  written: string,
  where = '',
): Finding[] {
  const { bytes, written: amount } = lastAmount(text, form, units);
  // A limit of Go's runtime that equals the container's works, but leaves nothing for what the runtime does not count.
  const tooMuch = limit !== undefined && (name === GO_LIMIT.name ? bytes > limit : bytes >= limit);
  if (!tooMuch) return [];
  const problem = `container '${container}': ${name}${where} is ${amount}, and its memory limit is ${written}: the kernel ends the program before it has so much`;
  return [finding('FS-342', object, problem, `lower ${name}, or raise resources.limits.memory`)];
}

function ofOperated(object: CheckedObject): Finding[] {
  const size = textAt(object.manifest, 'spec', 'retentionSize');
  const storage = valueAt(object.manifest, 'spec', 'storage');
  const volume =
    valueAt(storage, 'volumeClaimTemplate', 'spec', 'resources', 'requests', 'storage') ??
    valueAt(storage, 'emptyDir', 'sizeLimit');
  return size === undefined ? [] : overflow(object, 'retentionSize', size, volume);
}

const RETENTION = /^--storage\.tsdb\.retention\.size=(.+)$/;
const PLACE = /^--storage\.tsdb\.path=(.+)$/;

/** A Prometheus that is a plain container; its data is where its arguments say, in a volume of that place. */
function ofPlain(subject: Subject, { object, namespace, spec }: LoosePods, { fields }: LooseContainer): Finding[] {
  const args = [...textsAt(fields, 'command'), ...textsAt(fields, 'args')];
  const [size, place] = [RETENTION, PLACE].map((form) => args.flatMap((arg) => form.exec(arg)?.[1] ?? []).at(-1));
  if (size === undefined || place === undefined) return [];
  const folder = (path: string): string => path.replace(/\/*$/, '/');
  const mount = itemsAt(fields, 'volumeMounts')
    .filter((one) => folder(place).startsWith(folder(textAt(one, 'mountPath') ?? '?')))
    .sort((a, b) => (textAt(b, 'mountPath') ?? '').length - (textAt(a, 'mountPath') ?? '').length)[0];
  const name = textAt(mount, 'name');
  const volume = itemsAt(spec, 'volumes').find((one) => one['name'] === name);
  const claimName = textAt(volume, 'persistentVolumeClaim', 'claimName');
  const claim = objectsIn(subject, 'PersistentVolumeClaim', namespace).find(
    ({ manifest }) => manifest.metadata.name === claimName,
  );
  const template = itemsAt(object.manifest, 'spec', 'volumeClaimTemplates').find(
    (one) => name !== undefined && textAt(one, 'metadata', 'name') === name,
  );
  const requested = valueAt(claim?.manifest ?? template, 'spec', 'resources', 'requests', 'storage');
  return overflow(object, '--storage.tsdb.retention.size', size, requested ?? valueAt(volume, 'emptyDir', 'sizeLimit'));
}

function overflow(object: CheckedObject, name: string, size: string, volume: unknown): Finding[] {
  const capacity = amountOf(volume);
  if (capacity === undefined || !/^\d+([KMGTPE]?B)$/.test(size)) return [];
  const { bytes } = parsePrometheusSize(size);
  if (bytes === 0 || bytes < capacity) return [];
  const problem = `${name} is ${size}, and its volume has ${String(volume)}: the volume is full before anything is deleted`;
  return [finding('FS-343', object, problem, `lower ${name} to about 85 % of the volume, or enlarge the volume`)];
}
