import { whyUnpinned } from '../../kube/images';
import { whyUnsuitable } from '../../kube/image-versions';
import { GENERATIONS, IMAGES, OPENWHISK_IMAGES, type ImageName } from '../../catalogue/images';
import { isTrue, text } from './convert';
import { by, changed, mapped, obsolete, type Options, type Reading, set, unneeded, type Values } from './option';

/** An image of the chart. */
interface ChartImage {
  /** The image of the platform in its place. */
  readonly image: ImageName;
  readonly name: string;
  readonly tag: string;
}

/** Tag of OpenWhisk's images in the chart (OpenWhisk Helm chart 1.0.1, values.yaml). */
const OWN_TAG = 'ef725a6';

/** The images that the chart's options name, by the section that has `imageName` and `imageTag`. */
const CHART_IMAGES = {
  utility: { image: 'ow-utils', name: 'openwhisk/ow-utils', tag: OWN_TAG },
  controller: { image: 'controller', name: 'openwhisk/controller', tag: OWN_TAG },
  scheduler: { image: 'scheduler', name: 'openwhisk/scheduler', tag: OWN_TAG },
  invoker: { image: 'invoker', name: 'openwhisk/invoker', tag: OWN_TAG },
  user_events: { image: 'user-events', name: 'openwhisk/user-events', tag: OWN_TAG },
  zookeeper: { image: 'zookeeper', name: 'zookeeper', tag: '3.4' },
  kafka: { image: 'kafka', name: 'wurstmeister/kafka', tag: '2.12-2.3.1' },
  db: { image: 'couchdb', name: 'apache/couchdb', tag: '2.3' },
  nginx: { image: 'nginx', name: 'nginx', tag: '1.21.1' },
  etcd: { image: 'etcd', name: 'quay.io/coreos/etcd', tag: 'v3.4.0' },
  apigw: { image: 'apigateway', name: 'openwhisk/apigateway', tag: '1.0.0' },
  redis: { image: 'redis', name: 'redis', tag: '4.0' },
  'providers.alarm': { image: 'alarmprovider', name: 'openwhisk/alarmprovider', tag: '2.3.0' },
  'providers.kafka': { image: 'kafkaprovider', name: 'openwhisk/kafkaprovider', tag: '2.1.0' },
  busybox: { image: 'busybox', name: 'busybox', tag: 'latest' },
} as const satisfies Record<string, ChartImage>;

type Section = keyof typeof CHART_IMAGES;

/** A section's image as the user has it, with the chart's name or tag where they wrote none. */
function imageOf(section: Section, { get }: Values): Pick<ChartImage, 'name' | 'tag'> {
  const chart = CHART_IMAGES[section];
  const part = (key: string, standard: string): string => text(get(`${section}.${key}`) ?? standard);
  return { name: part('imageName', chart.name), tag: part('imageTag', chart.tag) };
}

/** The sections of OpenWhisk images that are part of a platform with these values. */
function ownSections({ get }: Values): Section[] {
  return [
    'utility',
    'controller',
    ...(isTrue(get('controller.lean')) ? [] : (['invoker'] as const)),
    ...(isTrue(get('scheduler.enabled')) ? (['scheduler'] as const) : []),
    ...(isTrue(get('metrics.userMetricsEnabled')) ? (['user_events'] as const) : []),
  ];
}

/** The common tag of all OpenWhisk images, if they share one. */
function commonTag(values: Values): string | undefined {
  const tags = new Set(ownSections(values).map((section) => imageOf(section, values).tag));
  return tags.size === 1 ? [...tags][0] : undefined;
}

function readImage(section: Section, values: Values): Reading {
  const chart = CHART_IMAGES[section];
  const { name, tag } = imageOf(section, values);
  const platforms = `the platform runs ${IMAGES[chart.image]}`;
  if (name === chart.name && tag === chart.tag) return unneeded(`the chart's own image; ${platforms}`);
  const moving = whyUnpinned(`${name}:${tag}`);
  if (moving)
    return changed(`${name}:${tag} ${moving}: ${platforms}, unless images.overrides.${chart.image} has another`);
  // Two builds of Kafka have nothing in common but the program: neither paths nor the variables that they read.
  if (section === 'kafka' && !name.endsWith('apache/kafka')) {
    return changed(`${name} is set up in its own way: ${platforms}, which is apache/kafka`);
  }
  const unsuitable = whyUnsuitable(chart.image, `${name}:${tag}`);
  if (unsuitable) return changed(`${name}:${unsuitable.problem}; ${platforms}`);
  if (name === chart.name && isOlder(tag, chart.tag))
    return changed(`${name}:${tag} is the image of an earlier version of the chart: ${platforms}`);
  const isOwn = (OPENWHISK_IMAGES as readonly string[]).includes(chart.image);
  if (isOwn && name === chart.name && tag === commonTag(values)) {
    // The chart's environment fits the akka generation.
    const generation = { ...set('openwhisk.actorSystem', 'akka'), stated: true };
    return mapped(set('openwhisk.imageTag', tag), ...(GENERATIONS[tag] ? [] : [generation]));
  }
  return mapped(set(`images.overrides.${chart.image}`, `${withRegistry(name, values)}:${tag}`));
}

/** Whether a tag is a version, such as `1.17` or `v3.4.0-alpine`, below another one. A part that it lacks is its latest. */
function isOlder(tag: string, version: string): boolean {
  const [parts, least] = [versionParts(tag), versionParts(version)];
  const different = parts.findIndex((part, index) => part !== (least[index] ?? 0));
  return different >= 0 && (parts[different] ?? 0) < (least[different] ?? 0);
}

const versionParts = (tag: string): number[] =>
  (/^v?(\d+(?:\.\d+)*)(?:-|$)/.exec(tag)?.[1] ?? '').split('.').filter(Boolean).map(Number);

/** An image's name with the registry that the chart puts before it, or with Docker Hub's own. */
function withRegistry(name: string, values: Values): string {
  const registry = registryOf(values.get('docker.registry.name'));
  if (registry) return `${registry}/${name}`;
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]/.test(first) ? name : `docker.io/${name}`;
}

/** The chart's registry, which ends with a slash, as `images.registry` has it. */
export function registryOf(value: unknown): string {
  return text(value ?? '').replace(/\/+$/, '');
}

/** Every section with a policy: those above, and the monitoring. busybox has none. */
const POLICIES = [
  ...Object.keys(CHART_IMAGES).filter((section) => section !== 'busybox'),
  'prometheus',
  'elasticsearch',
];

/** The chart has a policy for each component, the platform one for all. */
function readPullPolicy(value: unknown, { get, defaults }: Values): Reading {
  const policies = POLICIES.flatMap((section) => get(`${section}.imagePullPolicy`) ?? []).map(text);
  const different = [...new Set(policies)];
  if (different.length > 1) {
    return changed(
      `images.pullPolicy holds for all images and stays ${defaults.images.pullPolicy}, because the components differ: ${different.join(', ')}`,
    );
  }
  const setting = set('images.pullPolicy', text(value));
  return value === defaults.images.pullPolicy ? mapped(setting) : changed('holds for all images', setting);
}

/** The image pull policy of a section. */
export const pullPolicy = (section: string): Options => ({
  [`${section}.imagePullPolicy`]: by(['images.pullPolicy'], readPullPolicy),
});

/** The image options of a section. */
export function imageOptions(section: Section): Options {
  const { image } = CHART_IMAGES[section];
  const option = by([`images.overrides.${image}`, 'openwhisk.imageTag', 'openwhisk.actorSystem'], (_, values) =>
    readImage(section, values),
  );
  return { [`${section}.imageName`]: option, [`${section}.imageTag`]: option };
}

/** Options of every workload of the chart: image, pull policy and restart policy. */
export function workloadOptions(section: Exclude<Section, 'utility' | 'busybox'>): Options {
  return {
    ...imageOptions(section),
    ...pullPolicy(section),
    [`${section}.restartPolicy`]: obsolete('the pods of a workload are always restarted'),
  };
}
