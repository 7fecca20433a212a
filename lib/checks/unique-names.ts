import { finding, type Check } from './finding';

/** Two objects of one kind cannot share a name in a namespace: the second would replace the first. */
export const uniqueNames: Check = ({ objects }) => {
  const seen = new Map<string, string>();
  return objects.flatMap((object) => {
    const { kind, metadata } = object.manifest;
    const key = `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
    const first = seen.get(key);
    seen.set(key, object.path);
    return first
      ? [finding('FS-109', object, `has the same name as the object of ${first}`, 'give one of them another name')]
      : [];
  });
};
