import { distance } from 'fastest-levenshtein';
import { keysWithDefault, reads } from '../openwhisk/contract/configuration';
import { environmentOf, OTHER_ENVIRONMENTS } from '../openwhisk/contract/environment';
import { hasForm, typeOf } from '../openwhisk/contract/key-types';
import { PROGRAMS, type Generation, type Program } from '../openwhisk/contract/programs';
import { configurationKey, isConfiguration, propertiesIn } from '../openwhisk/contract/system-properties';
import { nearest } from '../text/nearest';
import { finding, type Check, type Finding } from './finding';
import { podOwners, type ContainerManifest, type PodOwner } from './read/manifests';

/** Letters that differ between a key of a configuration file and a misspelt one. */
const MOST_TYPOS = 2;

/**
 * Every program of OpenWhisk reads each environment variable and each system property that it gets, and each value has the type
 * that the program expects: a misspelt setting has no effect, and a value of the wrong type ends the program at its start.
 */
export const openwhiskSettings: Check = (subject) => {
  const owners = podOwners(subject).filter(
    ({ pod }) => pod.metadata.labels['app.kubernetes.io/part-of'] === 'openwhisk',
  );
  const environment = owners.flatMap(({ containers }) => containers.flatMap(({ env = [] }) => env));
  const isPekko = environment.some(({ name }) => name === 'CONFIG_pekko_remote_artery_canonical_port');
  const isLean = environment.some(({ value }) => value?.endsWith('.LeanBalancer'));
  const generation = isPekko ? 'pekko' : 'akka';
  return owners.flatMap((owner) =>
    owner.containers.flatMap((container) => {
      const program = PROGRAMS.find((name) => name === container.name);
      if (program) return programFindings(owner, container, program, generation, isLean);
      const contract = OTHER_ENVIRONMENTS[container.name];
      return contract ? unread(owner, container, [...contract.required, ...contract.optional]) : [];
    }),
  );
};

function programFindings(
  owner: PodOwner,
  container: ContainerManifest,
  program: Program,
  generation: Generation,
  lean: boolean,
): Finding[] {
  const { env = [] } = container;
  const { required, optional } = environmentOf(program, generation, { lean });
  const settings = env.filter(({ name }) => isConfiguration(name));
  const set = new Set(settings.map(({ name }) => configurationKey(name)));
  return [
    ...unread(owner, container, [...required, ...optional]),
    ...tracingFindings(owner, settings),
    ...settings.flatMap(({ name, value }) => {
      const key = configurationKey(name);
      if (!reads(generation, program, key)) return [unknownKey(owner, program, generation, name, key)];
      return value === undefined ? [] : typeFindings(owner, name, key, value);
    }),
    ...env
      .filter(({ name }) => name.endsWith('_OPTS'))
      .flatMap(({ value = '' }) => [...propertiesIn(value)])
      .flatMap(([key, value]) => optionFindings(owner, program, generation, set, key, value)),
  ];
}

const ZIPKIN_URL = 'whisk.tracing.zipkin.url';
const ZIPKIN_RATE = 'whisk.tracing.zipkin.sample-rate';

/** A program does not start with one of URL and rate, and appends `/api/v2/spans` to the URL (OpenWhisk, OpenTracingProvider.scala). */
function tracingFindings({ object }: PodOwner, settings: NonNullable<ContainerManifest['env']>): Finding[] {
  const variables = new Map(settings.map((variable) => [configurationKey(variable.name), variable]));
  const url = variables.get(ZIPKIN_URL);
  const rate = variables.get(ZIPKIN_RATE);
  if (!url || !rate) {
    const [there, missing] = url ? [url, ZIPKIN_RATE] : [rate, ZIPKIN_URL];
    if (!there) return [];
    const problem = `sets ${there.name} without ${missing}, and does not start`;
    return [finding('FS-908', object, problem, `set both, or remove ${there.name}`)];
  }
  const { name, value = '' } = url;
  const problem = value.endsWith('/')
    ? `${name} is '${value}', which ends in a slash: spans go to '${value}/api/v2/spans'`
    : /^https?:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(value)
      ? `${name} is '${value}': nothing listens there in the pod`
      : undefined;
  const fix = value.endsWith('/')
    ? `write ${value.replace(/\/+$/, '')}`
    : 'write the URL of the Service of the collector';
  return problem ? [finding('FS-908', object, problem, fix)] : [];
}

/** Variables that no code reads; the shell of a command reads `$NAME`, and Kubernetes substitutes `$(NAME)`. */
function unread({ object }: PodOwner, container: ContainerManifest, known: readonly string[]): Finding[] {
  const { env = [] } = container;
  const rest = JSON.stringify({ ...container, env: env.map(({ value }) => value ?? '') });
  return env
    .filter(({ name }) => !isConfiguration(name) && !known.includes(name) && !refersTo(rest, name))
    .map(({ name }) => {
      const near = nearest(name, known);
      const fix = `remove it${near ? `, or write ${near}` : ''}`;
      return finding('FS-902', object, `sets ${name}, which ${container.name} does not read`, fix);
    });
}

/** Whether text has `$NAME`, `${NAME}` or `$(NAME)`. */
function refersTo(text: string, name: string): boolean {
  return new RegExp(`\\$[({]?${name}\\b`).test(text);
}

function unknownKey(
  { object }: PodOwner,
  program: Program,
  generation: Generation,
  source: string,
  key: string,
): Finding {
  const near = nearest(key, [...keysWithDefault(generation, program)]);
  const fix = `remove it${near ? `, or set ${near}` : ''}`;
  return finding('FS-902', object, `${source} sets ${key}, which the ${program} (${generation}) does not read`, fix);
}

function typeFindings({ object }: PodOwner, source: string, key: string, value: string): Finding[] {
  const type = typeOf(key);
  // Kubernetes substitutes `$(NAME)`, and the image `$NAME` (transformEnvironment.sh).
  if (!type || value === '' || value.includes('$') || hasForm(type, value)) return [];
  return [
    finding('FS-902', object, `${source} is '${value}', which is not of type ${type}`, `write a value of type ${type}`),
  ];
}

/** A system property in the options of a program; code also reads keys without a default, so that only near misses are mistakes. */
function optionFindings(
  owner: PodOwner,
  program: Program,
  generation: Generation,
  set: ReadonlySet<string>,
  key: string,
  value: string,
): Finding[] {
  const option = `the option -D${key}=${value}`;
  const where = `openwhisk.${program}.options`;
  if (key.startsWith(generation === 'akka' ? 'pekko.' : 'akka.')) {
    const own = key.replace(/^(akka|pekko)/, generation);
    return [
      finding(
        'FS-902',
        owner.object,
        `${option} is not read by images with ${generation}`,
        `write -D${own} in ${where}`,
      ),
    ];
  }
  if (set.has(key)) {
    const problem = `${option} has no effect: the platform sets ${key}, and its value holds`;
    return [
      finding('FS-902', owner.object, problem, `remove it from ${where}, and use the platform's own option for it`),
    ];
  }
  if (!key.startsWith('whisk.') || reads(generation, program, key)) return typeFindings(owner, option, key, value);
  const near = nearest(key, [...keysWithDefault(generation, program)]);
  if (!near || distance(near, key) > MOST_TYPOS) return [];
  return [
    finding(
      'FS-902',
      owner.object,
      `${option} sets a key that the ${program} does not read`,
      `write ${near} in ${where}`,
    ),
  ];
}
