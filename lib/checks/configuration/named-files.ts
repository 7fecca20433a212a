import { finding, type Check, type Finding } from '../finding';
import { collectorsOf } from '../read/collectors';
import { lackOf } from '../read/container-files';
import { configFiles, type ConfigFile } from '../read/mounted-files';
import type { Subject } from '../subject';
import { filesOfNats } from '../../formats/nats';
import { filesOfLines, filesOfNginx, filesOfProperties, filesOfYaml, type NamedFile } from '../../formats/named-files';
import { programOf } from './programs';

/** Settings of Prometheus' clients, which its other programs share. */
const CLIENT = /^(credentials|bearer_token|password|username|ca|cert|key|client_secret)_file$/;

const COLLECTOR = 'the OpenTelemetry Collector';

/** How the configuration of a program names files, by the name of the program. */
const PROGRAMS: ReadonlyMap<string, (text: string) => NamedFile[]> = new Map([
  ['nginx', filesOfNginx],
  [
    'Redis',
    (text) => filesOfLines(text, /^(tls-(cert|key|ca-cert|client-cert|client-key|dh-params)-file|aclfile|include)$/),
  ],
  ['the database server', (text) => filesOfLines(text, /^(ssl[-_](ca|cert|key)|init[-_]file)$/)],
  ['Fluentd', (text) => filesOfLines(text, /^(@include|ca_file|client_cert|client_key|cert_path|private_key_path)$/)],
  ['Kafka', (text) => filesOfProperties(text, /(^|\.)ssl\.(key|trust)store\.location$/)],
  [
    'Elasticsearch',
    (text) => filesOfYaml(text, /(^|\.)ssl\.(key|certificate|certificate_authorities|(key|trust)store\.path)$/),
  ],
  ['Prometheus', (text) => filesOfYaml(text, new RegExp(`${CLIENT.source}|^rule_files$`))],
  ['Alertmanager', (text) => filesOfYaml(text, new RegExp(`${CLIENT.source}|^templates$|_file$`))],
  ['the NATS server', filesOfNats],
  [COLLECTOR, (text) => filesOfYaml(text, /^(ca|cert|key|client_ca)_file$/)],
  ['the blackbox exporter', (text) => filesOfYaml(text, CLIENT)],
]);

/** Programs that look for a relative path beside the file that names it; others have a folder of their own. */
const BESIDE = new Set(['Prometheus', 'Alertmanager', 'Fluentd']);

/** Every file that a configuration names below the mount of a ConfigMap or a Secret exists. */
export const namedFiles: Check = (subject) => {
  const collectors = new Set(collectorsOf(subject).map(({ object, at }) => placeOf(object.path, at.at(-1))));
  return configFiles(subject).flatMap((file) => {
    if (file.mounts.length === 0) return [];
    const program = collectors.has(placeOf(file.object.path, file.key)) ? COLLECTOR : programOf(file);
    const named = PROGRAMS.get(program ?? '')?.(file.text) ?? [];
    return lacks(
      subject,
      file,
      named.filter(({ path }) => path.startsWith('/') || (BESIDE.has(program ?? '') && !path.includes('://'))),
    );
  });
};

function placeOf(path: string, key = ''): string {
  return `${path} ${key}`;
}

/** A file that another container lacks, too, is one finding. */
function lacks(subject: Subject, { object, field, key, mounts }: ConfigFile, named: readonly NamedFile[]): Finding[] {
  return named.flatMap(({ setting, path, line }): Finding[] => {
    // Variables and forms of other kinds are the program's.
    if (/[${}[\]()]/.test(path)) return [];
    for (const mount of mounts) {
      const folder = mount.path.slice(0, mount.path.lastIndexOf('/'));
      const lack = lackOf(subject, mount, path.startsWith('/') ? path : `${folder}/${path}`);
      if (!lack) continue;
      const problem = `'${key}', line ${line}: '${setting}' names ${path}, which ${lack.source} does not have`;
      const fix = `name one of ${lack.files.join(', ') || 'its files, after adding one'}`;
      return [finding('FS-505', object, problem, fix, [field, key], line)];
    }
    return [];
  });
}
