import { REMOVED_APIS } from '../catalogue/removed-apis';
import { isOlder, OLDEST_VERSION } from '../kube/kubernetes-versions';
import { finding, type Check, type Finding } from './finding';
import { itemsAt, textAt } from './read/loose';
import { objectsOfKind, versionFor, type CheckedObject, type Subject } from './subject';

/** The API server serves the API version of each object. */
export const apiVersions: Check = (subject) => {
  const definitions = definitionsOf(subject);
  return [...subject.objects, ...(subject.others ?? [])].flatMap((object) => [
    ...removedApis(subject, object),
    ...unservedVersions(definitions, object),
  ]);
};

function removedApis(subject: Subject, object: CheckedObject): Finding[] {
  const { apiVersion, kind } = object.manifest;
  const api = REMOVED_APIS.find((one) => one.apiVersion === apiVersion && one.kinds.includes(kind));
  if (!api) return [];
  // Without a version of the cluster, only what no supported version serves is certain.
  const version = versionFor(object, subject) ?? OLDEST_VERSION;
  if (isOlder(version, api.removedIn)) return [];
  const problem = `is written in ${apiVersion}, which Kubernetes serves no longer from ${api.removedIn} on`;
  const fix = api.successor ? `write it in ${api.successor}` : 'remove it: nothing takes its place';
  return [finding('FS-803', object, problem, fix, ['apiVersion'])];
}

/** A custom resource in a version that its definition, if it is among the manifests, does not serve. */
function unservedVersions(definitions: ReadonlyMap<string, CheckedObject>, object: CheckedObject): Finding[] {
  const [group = '', version] = object.manifest.apiVersion.split('/');
  const definition = version === undefined ? undefined : definitions.get(`${group} ${object.manifest.kind}`);
  if (version === undefined || !definition) return [];
  const served = itemsAt(definition.manifest, 'spec', 'versions')
    .filter((one) => one['served'] === true)
    .flatMap((one) => textAt(one, 'name') ?? []);
  if (served.includes(version)) return [];
  const { name } = definition.manifest.metadata;
  const problem = `is written in version ${version}, which CustomResourceDefinition/${name} does not serve`;
  const fix = `write one of its versions: ${served.join(', ') || 'none is served'}`;
  return [finding('FS-807', object, problem, fix, ['apiVersion'])];
}

/** Definitions by the group and the kind of their resources. */
function definitionsOf(subject: Subject): ReadonlyMap<string, CheckedObject> {
  return new Map(
    objectsOfKind(subject, 'CustomResourceDefinition').map((object) => {
      const { manifest } = object;
      return [`${textAt(manifest, 'spec', 'group')} ${textAt(manifest, 'spec', 'names', 'kind')}`, object];
    }),
  );
}
