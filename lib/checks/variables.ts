import { finding, type Check, type Finding } from './finding';
import { podOwners, type ContainerManifest } from './read/manifests';
import type { CheckedObject } from './subject';

/**
 * Every `$(NAME)` in an argument or a variable refers to a variable that is defined, and before the variable that uses it: otherwise
 * the text stays as it is. Scripts are left to their shell, which has a use for the same notation.
 */
export const variables: Check = (subject) =>
  podOwners(subject).flatMap(({ object, containers }) =>
    containers.flatMap((container) => variableFindings(object, container)),
  );

/** Variables of every container: Kubernetes adds the addresses of Services. */
const OF_SERVICES = /_(SERVICE_(HOST|PORT)|PORT)(_|$)/;

function variableFindings(object: CheckedObject, container: ContainerManifest): Finding[] {
  const { name, command = [], args = [], env = [], envFrom = [] } = container;
  if (envFrom.length > 0) return [];
  const defined = new Set<string>();
  const places: { where: string; missing: string[] }[] = [];
  for (const { name: variable, value = '' } of env) {
    places.push({ where: `variable ${variable}`, missing: undefinedIn(value, defined) });
    defined.add(variable);
  }
  const all = [...command, ...args];
  for (const [index, part] of all.entries()) {
    const isScript = part.includes('\n') || /^-\w*c$/.test(all[index - 1] ?? '');
    if (!isScript) places.push({ where: `argument '${part}'`, missing: undefinedIn(part, defined) });
  }
  return places.flatMap(({ where, missing }) =>
    missing.map((variable) => {
      const later = defined.has(variable);
      const problem = `container '${name}': ${where} refers to $(${variable}), which is ${later ? 'defined after it' : 'not defined'}`;
      return finding(
        'FS-116',
        object,
        problem,
        later ? `move ${variable} up` : `define ${variable}, or write $$(${variable})`,
      );
    }),
  );
}

function undefinedIn(text: string, defined: ReadonlySet<string>): string[] {
  return [...text.matchAll(/(?<!\$)\$\(([A-Z][A-Z0-9_]*)\)/g)]
    .map(([, variable = '']) => variable)
    .filter((variable) => !defined.has(variable) && !OF_SERVICES.test(variable));
}
