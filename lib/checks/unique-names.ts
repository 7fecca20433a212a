import { finding, type Check } from './finding';

/** Objects that Helm creates and deletes at certain steps of a release may share a name. */
const HOOK = 'helm.sh/hook';

/** Objects of a kind cannot share a name in a namespace: the second would replace the first. */
export const uniqueNames: Check = ({ objects, others = [] }) => {
  const seen = new Map<string, string>();
  return [...objects, ...others].flatMap((object) => {
    const { kind, apiVersion, metadata } = object.manifest;
    if (metadata.name === '' || metadata.name.endsWith('*') || metadata.annotations?.[HOOK]) return [];
    const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
    const key = `${group} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
    const first = seen.get(key);
    seen.set(key, object.path);
    return first
      ? [finding('FS-109', object, `has the same name as the object of ${first}`, 'give one of them another name')]
      : [];
  });
};
