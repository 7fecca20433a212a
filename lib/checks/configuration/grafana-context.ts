import { finding, type Check, type Finding } from '../finding';
import { lackOf } from '../read/container-files';
import { configFiles, type ConfigFile, type Mount } from '../read/mounted-files';
import type { Subject } from '../subject';
import {
  datasourcesOf,
  foldersOf,
  linkedDatasources,
  type DatasourceReference,
  type GrafanaDatasource,
} from '../../formats/grafana';
import { lineAt, misspelt } from '../../formats/problem';
import { isDatasourceFile, isProviderFile } from './programs';

const RULE = 'FS-505';

/** Images of Grafana that bring no dashboards outside of {@link OWN_FOLDER}. */
const PLAIN_IMAGE = /(^|\/)grafana\/grafana(-oss|-enterprise)?(:|@|$)/;
const OWN_FOLDER = '/usr/share/grafana';

/** Data sources that are part of Grafana, and variables of dashboards. */
const BUILT_IN = /^(-- .* --|grafana|__expr__|-100|default)?$/;

/** A reference to a data source in the JSON of a dashboard: by uid, or by name in older ones. */
const REFERENCE = /"datasource"\s*:\s*(?:"([^"$]*)"|\{[^{}]*"uid"\s*:\s*"([^"$]*)"[^{}]*\})/g;

/** The surroundings of Grafana's provisioning: folders of dashboards are mounted, and data sources that are referred to exist. */
export const grafanaContext: Check = (subject) => {
  const files = configFiles(subject);
  const sources = files.filter((file) => isDatasourceFile(seenOf(file)));
  const known = sources.flatMap(({ text }) => datasourcesOf(text));
  return [
    ...files.flatMap((file) => (isProviderFile(seenOf(file)) ? folders(subject, file) : [])),
    ...sources.flatMap((file) => unknownSources(file, linkedDatasources(file.text), known)),
    ...(known.length === 0
      ? []
      : files.filter(isBoard).flatMap((file) => unknownSources(file, referencesIn(file), known))),
  ];
};

function seenOf({ key, text, mounts }: ConfigFile): { name: string; path: string; text: string } {
  const path = mounts[0]?.path ?? key;
  return { name: path.split('/').at(-1) ?? key, path, text };
}

/** Folders of dashboards that no volume of the container holds. */
function folders(subject: Subject, { object, field, key, text, mounts }: ConfigFile): Finding[] {
  return foldersOf(text).flatMap(({ path, line }): Finding[] => {
    const fixed = path.replace(/\/+$/, '');
    for (const mount of mounts) {
      if (!PLAIN_IMAGE.test(mount.container.image ?? '') || isBelow(fixed, OWN_FOLDER)) continue;
      const lack = lackOf(subject, mount, fixed);
      const volumes = foldersAround(mount);
      if (!lack && volumes.some((volume) => isBelow(fixed, volume) || isBelow(volume, fixed))) continue;
      const where = lack ? lack.source : `no volume of container '${mount.container.name}'`;
      const problem = `'${key}', line ${line}: dashboards are read from ${path}, which ${where} ${lack ? 'does not have' : 'holds'}`;
      const meant = misspelt(fixed, volumes);
      const fix = meant === undefined ? 'mount the dashboards there' : `did you mean '${meant}'?`;
      return [finding(RULE, object, problem, fix, [field, key], line)];
    }
    return [];
  });
}

function foldersAround({ container }: Mount): string[] {
  return (container.volumeMounts ?? []).map(({ mountPath }) => mountPath.replace(/\/+$/, ''));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isBoard({ key, text }: ConfigFile): boolean {
  return key.endsWith('.json') && text.includes('"panels"');
}

function referencesIn({ text }: ConfigFile): DatasourceReference[] {
  return [...text.matchAll(REFERENCE)].map(({ 1: name, 2: uid = '', index }) => ({
    uid: name ?? uid,
    line: lineAt(text, index),
  }));
}

/**
 * References to data sources that no file provisions. In manifests of others, where data sources may be added by hand, a reference
 * counts only if it resembles a provisioned one.
 */
function unknownSources(
  { object, field, key }: ConfigFile,
  references: readonly DatasourceReference[],
  known: readonly GrafanaDatasource[],
): Finding[] {
  const names = new Set([...known.map(({ uid }) => uid), ...known.map(({ name }) => name)]);
  const seen = new Set<string>();
  return references.flatMap(({ uid, line }): Finding[] => {
    if (names.has(uid) || seen.has(uid) || BUILT_IN.test(uid)) return [];
    seen.add(uid);
    const meant = misspelt(uid, [...names]);
    if (meant === undefined && !object.construct) return [];
    const fix =
      meant === undefined ? `use one of ${known.map((one) => one.uid).join(', ')}` : `did you mean '${meant}'?`;
    return [
      finding(RULE, object, `'${key}', line ${line}: no data source has the uid '${uid}'`, fix, [field, key], line),
    ];
  });
}
