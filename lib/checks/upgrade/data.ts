import { isQuantity, parseQuantity } from '../../text/quantity';
import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, itemsAt, textAt, valueAt } from '../read/loose';
import { namespaceOf } from '../read/monitoring-objects';
import { findObject, type CheckedObject, type Subject } from '../subject';
import type { Manifest } from '../../kube/synthesis';
import { changesOf, identityOf, removedFrom, type Change } from './changes';
import { isSame } from './equality';

/** Keys that lead to the size of a claim. */
const SIZE = ['spec', 'resources', 'requests', 'storage'];

/** Fields of a claim that can change: it grows, and its class of attributes is another. */
const MUTABLE = ['resources', 'volumeAttributesClassName', 'volumeName'];

/** Claims keep their size or grow, where their StorageClass allows it, and no data is left behind. */
export const data: Check = (subject) => [
  ...changesOf(subject)
    .filter(({ after }) => after.kind === 'PersistentVolumeClaim')
    .flatMap((change) => claimFindings(subject, change)),
  ...removedFrom(subject).flatMap((object) => leftBehind(subject, object)),
];

function claimFindings(subject: Subject, { before, after, object }: Change): Finding[] {
  const [old, now] = [sizeOf(before), sizeOf(after)];
  const changed = Object.keys({ ...specOf(before), ...specOf(after) }).filter(
    (key) => !MUTABLE.includes(key) && !isSame(specOf(before)[key], specOf(after)[key]),
  );
  const fix = 'create a claim with another name, and copy the data';
  return [
    ...changed.map((key) =>
      finding('FS-804', object, `changes spec.${key} of a claim, which cannot change`, fix, ['spec', key]),
    ),
    ...(old !== undefined && now !== undefined && now.bytes < old.bytes
      ? [finding('FS-804', object, `shrinks from ${old.text} to ${now.text}, and no claim can shrink`, fix, SIZE)]
      : []),
    ...(old !== undefined && now !== undefined && now.bytes > old.bytes
      ? growthFindings(subject, object, `${old.text} to ${now.text}`)
      : []),
  ];
}

function growthFindings(subject: Subject, object: CheckedObject, sizes: string): Finding[] {
  const name = textAt(object.manifest, 'spec', 'storageClassName');
  const storageClass = name === undefined ? undefined : findObject(subject, 'StorageClass', name)?.manifest;
  if (!storageClass || storageClass['allowVolumeExpansion'] === true) return [];
  const problem = `grows from ${sizes}, and its StorageClass '${name}' does not allow expansion`;
  return [finding('FS-804', object, problem, `set allowVolumeExpansion: true in StorageClass '${name}'`, SIZE)];
}

const specOf = ({ spec }: Manifest): Readonly<Record<string, unknown>> => fieldsOf(spec);

function sizeOf(manifest: Manifest): { readonly text: string; readonly bytes: number } | undefined {
  const size = valueAt(manifest, ...SIZE);
  const isSize = (typeof size === 'string' || typeof size === 'number') && isQuantity(size);
  return isSize ? { text: String(size), bytes: parseQuantity(size) } : undefined;
}

/** Data of an object that is no longer in the manifests: pruning deletes it, and without pruning it stays unused. */
function leftBehind(subject: Subject, object: CheckedObject): Finding[] {
  const { kind, metadata } = object.manifest;
  const report = (problem: string, fix: string): Finding[] => [finding('FS-805', object, problem, fix)];
  switch (kind) {
    case 'Namespace':
      return report('is left out: deleting it deletes everything in it, claims included', 'keep it in the manifests');
    case 'PersistentVolumeClaim':
      return report(
        `is left out: its data is unused from now on, or deleted with it`,
        'keep it, or save its data before you delete it',
      );
    case 'CustomResourceDefinition':
      return report('is left out: deleting it deletes all of its objects', 'keep it in the manifests');
    case 'StatefulSet': {
      const claims = itemsAt(object.manifest, 'spec', 'volumeClaimTemplates').map((claim) =>
        textAt(claim, 'metadata', 'name'),
      );
      if (claims.length === 0) return [];
      const heir = heirOf(subject, object);
      const names = claims.map((claim) => `${claim}-${metadata.name}-0`).join(', ');
      return report(
        heir === undefined
          ? `is left out: its claims (${names} and so on) stay without a user`
          : `is left out, and StatefulSet/${heir} starts without its data: the claims (${names} and so on) belong to the old name`,
        heir === undefined
          ? 'delete the claims if nothing needs their data'
          : `keep the name ${metadata.name}, or move the data into the claims of ${heir}`,
      );
    }
    default:
      return [];
  }
}

/** The new StatefulSet with the claims of one that is left out. */
function heirOf({ objects, before }: Subject, former: CheckedObject): string | undefined {
  const known = new Set(before?.objects.map(identityOf));
  const claimNames = (one: Manifest): unknown =>
    itemsAt(one, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name'));
  return objects.find(
    (object) =>
      object.manifest.kind === 'StatefulSet' &&
      !known.has(identityOf(object)) &&
      namespaceOf(object) === namespaceOf(former) &&
      isSame(claimNames(object.manifest), claimNames(former.manifest)),
  )?.manifest.metadata.name;
}
