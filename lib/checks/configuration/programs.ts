import type { ConfigFile } from '../read/mounted-files';
import { alertmanagerProblems } from '../../formats/alertmanager';
import { componentConfigProblems, isComponentConfig } from '../../formats/component-config';
import { elasticsearchProblems } from '../../formats/elasticsearch';
import { fluentdProblems } from '../../formats/fluentd';
import { datasourceFileProblems, providerFileProblems } from '../../formats/grafana';
import { grafanaIniProblems } from '../../formats/grafana-ini';
import { kafkaProblems } from '../../formats/kafka';
import { natsProblems } from '../../formats/nats';
import { nginxProblems } from '../../formats/nginx';
import { optionFileProblems } from '../../formats/option-file';
import type { FormatProblem } from '../../formats/problem';
import { adapterProblems, blackboxProblems, prometheusProblems, ruleFileProblems } from '../../formats/prometheus';
import { redisProblems } from '../../formats/redis';
import { jsonProblems, yamlProblems } from '../../formats/yaml-text';
import { zookeeperProblems } from '../../formats/zookeeper';

/** A file as the rules of programs see it. */
interface Seen {
  /** Name of the file where it is mounted; otherwise its key. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Names of the images, without registry and version, of the containers that mount the file. */
  readonly images: readonly string[];
  readonly versions: readonly string[];
  /** Names of the variables of the containers that mount the file. */
  readonly variables: readonly string[];
  /** Whether the containers have no further variables, except for what their images set. */
  readonly hasAllVariables: boolean;
}

interface Program {
  /** The program, in the words of a finding. */
  readonly name: string;
  /** Whether it is certain that the program reads the file. */
  readonly reads: (file: Seen) => boolean;
  readonly problems: (file: Seen) => readonly FormatProblem[];
}

const ofImage =
  (form: RegExp) =>
  ({ images }: Seen) =>
    images.some((image) => form.test(image));

/** Images of nginx' own modules only. */
const PLAIN_NGINX = /(^|\/)nginx(-unprivileged)?$/;
const ANY_NGINX = /nginx|openresty/;
const REDIS = /(^|\/)redis$/;
const MARIADB = /mariadb/;
const NATS = /(^|\/)nats(-server)?$/;
/** Versions of the NATS server whose keys are known. */
const KNOWN_NATS = /^2\.(\d|1[0-4])(\.|-|$)/;
/** Version of Redis whose directives are known. */
const KNOWN_REDIS = /^[4-7](\.|$)/;

/** The first that reads a file judges it. */
const PROGRAMS: readonly Program[] = [
  {
    name: 'nginx',
    reads: (file) => file.name === 'nginx.conf' && /^\s*(events|http|stream)\s*\{/m.test(file.text) && isForNginx(file),
    problems: (file) => nginxProblems(file.text, { place: 'main', foreignModules: !ofImage(PLAIN_NGINX)(file) }),
  },
  {
    name: 'nginx',
    reads: (file) => /\/nginx\/(conf\.d|http\.d|sites-enabled)\/[^/]+$/.test(file.path) && ofImage(ANY_NGINX)(file),
    problems: (file) => nginxProblems(file.text, { place: 'http', foreignModules: !ofImage(PLAIN_NGINX)(file) }),
  },
  {
    name: 'ZooKeeper',
    reads: ({ name, text }) => name === 'zoo.cfg' || (name === 'zookeeper.properties' && /^dataDir=/m.test(text)),
    problems: ({ text }) => zookeeperProblems(text),
  },
  {
    name: 'Kafka',
    reads: ({ name, text }) =>
      name === 'server.properties' &&
      /^(zookeeper\.connect|process\.roles|broker\.id|node\.id|log\.dirs?)\s*=/m.test(text),
    problems: ({ text, variables }) =>
      kafkaProblems(text, { complete: !variables.some((name) => name.startsWith('KAFKA_')) }),
  },
  {
    name: 'the database server',
    reads: ({ name, text }) => /\.cnf$/.test(name) && /^\[(mysqld|mariadb|mariadbd|server)\]/m.test(text),
    problems: (file) => optionFileProblems(file.text, ofImage(MARIADB)(file) ? 'mariadb' : 'mysql'),
  },
  {
    name: 'Redis',
    reads: (file) => file.name === 'redis.conf' && (file.images.length === 0 || ofImage(/redis|valkey/)(file)),
    problems: (file) => {
      const known = ofImage(REDIS)(file) && file.versions.every((version) => KNOWN_REDIS.test(version));
      return redisProblems(file.text, { other: !known });
    },
  },
  {
    name: 'Elasticsearch',
    reads: (file) => file.name === 'elasticsearch.yml' && !ofImage(/opensearch/)(file),
    problems: ({ text }) => elasticsearchProblems(text),
  },
  {
    name: 'Fluentd',
    reads: (file) => /\.conf$/.test(file.name) && ofImage(/fluentd/)(file),
    problems: ({ text }) => fluentdProblems(text),
  },
  {
    name: 'Prometheus',
    reads: ({ name, text }) => /^prometheus\.ya?ml$/.test(name) && /^(scrape_configs|global):/m.test(text),
    problems: ({ text }) => prometheusProblems(text),
  },
  {
    name: 'Prometheus',
    reads: (file) => {
      const rules =
        /^groups:/m.test(file.text) && /^\s*-?\s*(alert|record):/m.test(file.text) && /^\s*-?\s*expr:/m.test(file.text);
      // Loki, Mimir and vmalert read files of this shape, with other languages or more fields.
      return rules && /\.(ya?ml|rules)$/.test(file.name) && ofImage(/(^|\/)prometheus$/)(file);
    },
    problems: ({ text }) => ruleFileProblems(text),
  },
  {
    name: 'Alertmanager',
    reads: ({ name, text }) => /^alertmanager\.ya?ml$/.test(name) && /^(route|receivers):/m.test(text),
    problems: ({ text }) => alertmanagerProblems(text),
  },
  {
    name: 'the blackbox exporter',
    reads: (file) => /^modules:/m.test(file.text) && /\.ya?ml$/.test(file.name) && ofImage(/blackbox/)(file),
    problems: ({ text }) => blackboxProblems(text),
  },
  {
    name: 'prometheus-adapter',
    reads: (file) =>
      /^(rules|externalRules|resourceRules):/m.test(file.text) &&
      ofImage(/prometheus-adapter|k8s-prometheus-adapter/)(file),
    problems: ({ text }) => adapterProblems(text),
  },
  {
    name: 'the NATS server',
    reads: (file) => /\.conf$/.test(file.name) && ofImage(NATS)(file),
    problems: (file) =>
      natsProblems(file.text, {
        other: !file.versions.some((version) => KNOWN_NATS.test(version)),
        ...(file.hasAllVariables ? { environment: file.variables } : {}),
      }),
  },
  { name: 'Grafana', reads: isDatasourceFile, problems: ({ text }) => datasourceFileProblems(text) },
  { name: 'Grafana', reads: isProviderFile, problems: ({ text }) => providerFileProblems(text) },
  {
    name: 'Grafana',
    reads: ({ name }) => name === 'grafana.ini',
    problems: ({ text }) => grafanaIniProblems(text),
  },
  {
    name: 'the component of Kubernetes',
    reads: ({ text }) => isComponentConfig(text),
    problems: ({ text }) => componentConfigProblems(text),
  },
  { name: 'a reader of JSON', reads: ({ name }) => /\.json$/.test(name), problems: ({ text }) => jsonProblems(text) },
  { name: 'a reader of YAML', reads: ({ name }) => /\.ya?ml$/.test(name), problems: ({ text }) => yamlProblems(text) },
];

/** A sidecar of Grafana reads files from anywhere; those have a version, as no file of another program with such a list has. */
const PROVISIONED = /^(\s*\{)?\s*"?apiVersion"?:\s*1\s*,?\s*$/m;

/** Whether Grafana reads its data sources in a file. */
export function isDatasourceFile({ path, text, name }: Pick<Seen, 'path' | 'text' | 'name'>): boolean {
  const is = /\.ya?ml$/.test(name) && /^\s*"?(datasources|deleteDatasources)"?:/m.test(text);
  return is && (/\/provisioning\/datasources\/[^/]+$/.test(path) || PROVISIONED.test(text));
}

/** Whether Grafana reads its providers of dashboards in a file. */
export function isProviderFile({ path, text, name }: Pick<Seen, 'path' | 'text' | 'name'>): boolean {
  const is = /\.ya?ml$/.test(name) && /^\s*"?providers"?:/m.test(text);
  return is && (/\/provisioning\/dashboards\/[^/]+$/.test(path) || PROVISIONED.test(text));
}

/** A file without a mount is nginx's by its name; one that another program mounts is not. */
function isForNginx(file: Seen): boolean {
  return file.images.length === 0 || ofImage(ANY_NGINX)(file);
}

/** A mistake in a file, and the program that makes it one. */
export interface FileProblem extends FormatProblem {
  readonly program: string;
}

/** Problems of a file by the rules of the program that reads it; none where the program is uncertain. */
export function fileProblems(file: ConfigFile): readonly FileProblem[] {
  const read = readerOf(file);
  return (read?.program.problems(read.seen) ?? []).map((problem) => ({
    ...problem,
    program: read?.program.name ?? '',
  }));
}

/** Name of the program that reads a file; undefined where it is uncertain. */
export function programOf(file: ConfigFile): string | undefined {
  return readerOf(file)?.program.name;
}

function readerOf({ key, text, mounts }: ConfigFile): { readonly program: Program; readonly seen: Seen } | undefined {
  // Something else fills in a template before the program reads it.
  if (/^\s*\{\{|^\s*[$%]\{?[A-Z_]+\}?\s*$/m.test(text) || text.trim() === '') return undefined;
  const path = mounts[0]?.path ?? key;
  const images = mounts.map(({ container }) => String(container.image ?? ''));
  const seen: Seen = {
    name: path.split('/').at(-1) ?? key,
    path,
    text,
    images: images.map((image) => image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')),
    variables: mounts.flatMap(({ container: { env = [] } }) => env.map(({ name }) => name)),
    hasAllVariables: mounts.length > 0 && mounts.every(({ container: { envFrom = [] } }) => envFrom.length === 0),
    versions: images.map((image) => /:([^:/@]*)(@.*)?$/.exec(image)?.[1] ?? ''),
  };
  const program = PROGRAMS.find(({ reads }) => reads(seen));
  return program && { program, seen };
}
