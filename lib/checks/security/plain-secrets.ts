import { formedSecrets, isPlainSecret, plainSecrets as secretsOfText } from '../../text/plain-secret';
import { isSecretName } from '../../text/secret-name';
import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, itemsAt, textsAt } from '../read/loose';
import { loosePods, type LooseContainer } from '../read/loose-pods';
import { objectsOfKind, type CheckedObject } from '../subject';

type Path = readonly (string | number)[];

/** Values of these objects are looked at as files, or not at all: a Secret is a finding itself, and a definition describes fields. */
const PASSED_OVER = ['Secret', 'SealedSecret', 'CustomResourceDefinition', 'ConfigMap'];

/** The copy of the object that kubectl keeps. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Most secrets that are listed of a file. */
const LISTED = 3;

/**
 * No password, token or private key stands in a ConfigMap, an argument, an annotation or a custom resource. The findings name the
 * place, and never show the secret.
 */
export const plainSecrets: Check = (subject) => [
  ...objectsOfKind(subject, 'ConfigMap').flatMap(ofConfigMap),
  ...loosePods(subject).flatMap(({ object, containers }) =>
    containers.flatMap((container) => [...ofArguments(object, container), ...ofVariables(object, container)]),
  ),
  ...[...subject.objects, ...(subject.others ?? [])].flatMap((object) =>
    PASSED_OVER.includes(object.manifest.kind) ? [] : ofFields(object),
  ),
  ...[...subject.objects, ...(subject.others ?? [])].flatMap(ofAnnotations),
];

function ofConfigMap(object: CheckedObject): Finding[] {
  const { data, binaryData } = object.manifest;
  return [
    ...Object.entries(fieldsOf(data)).map(([key, text]) => ({ key, text, path: ['data', key] })),
    ...Object.entries(fieldsOf(binaryData)).map(([key, value]) => ({
      key,
      text: decoded(value),
      path: ['binaryData', key],
    })),
  ].flatMap(({ key, text, path }): Finding[] => {
    if (typeof text !== 'string') return [];
    if (!text.includes('\n') && isPlainSecret(key, text)) return [report(object, `key '${key}' is a secret`, path)];
    const found = secretsOfText(text);
    if (found.length === 0) return [];
    const listed = found.slice(0, LISTED).map(({ line, what }) => `line ${line} (${what})`);
    const more = found.length > LISTED ? ` and ${found.length - LISTED} more` : '';
    return [report(object, `key '${key}' holds a secret in ${listed.join(', ')}${more}`, path)];
  });
}

/** The text of a file in base64; none of a binary file. */
function decoded(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return /[\0\uFFFD]/.test(text) ? undefined : text;
}

function ofArguments(object: CheckedObject, { name, fields, path }: LooseContainer): Finding[] {
  return ['command', 'args'].flatMap((field) => {
    const parts = textsAt(fields, field);
    return parts.flatMap((part, index): Finding[] => {
      const [, option = ''] = /^--?([A-Za-z][\w.-]*)$/.exec(parts[index - 1] ?? '') ?? [];
      const found = !part.startsWith('-') && option !== '' && isPlainSecret(option, part) ? [option] : [];
      const what = [...found, ...secretsOfText(part).map((one) => one.what)].slice(0, 1);
      return what.map((one) =>
        report(object, `container '${name}': an argument holds a secret (${one})`, [...path, field, index]),
      );
    });
  });
}

/** Variables with any other name than a secret's: FS-406 covers those. */
function ofVariables(object: CheckedObject, { name, fields, path }: LooseContainer): Finding[] {
  return itemsAt(fields, 'env').flatMap(({ name: variable, value }, index): Finding[] => {
    if (typeof variable !== 'string' || typeof value !== 'string' || isSecretName(variable)) return [];
    const [first] = isPlainSecret(variable, value) ? [{ what: variable }] : secretsOfText(value);
    if (!first) return [];
    const problem = `container '${name}': variable ${variable} holds a secret (${first.what})`;
    return [report(object, problem, [...path, 'env', index])];
  });
}

function ofAnnotations(object: CheckedObject): Finding[] {
  return Object.entries(fieldsOf(object.manifest.metadata.annotations)).flatMap(([key, value]): Finding[] => {
    if (typeof value !== 'string' || key === LAST_APPLIED) return [];
    const [first] = isPlainSecret(key, value) ? [{ what: key }] : formedSecrets(value);
    return first
      ? [report(object, `annotation ${key} holds a secret (${first.what})`, ['metadata', 'annotations', key])]
      : [];
  });
}

/** Fields of an object, except for those that are looked at elsewhere. */
function ofFields(object: CheckedObject): Finding[] {
  return Object.entries(object.manifest)
    .filter(([key]) => !['metadata', 'apiVersion', 'kind'].includes(key))
    .flatMap(([key, value]) => within(object, { [key]: value }, []));
}

function within(object: CheckedObject, value: unknown, path: Path): Finding[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): Finding[] => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (['containers', 'initContainers'].includes(key)) return [];
    if (typeof inner !== 'string') return within(object, inner, at);
    const [first] = isPlainSecret(key, inner)
      ? [{ what: key }]
      : inner.includes('\n')
        ? secretsOfText(inner)
        : formedSecrets(inner);
    return first ? [report(object, `${at.join('.')} holds a secret (${first.what})`, at)] : [];
  });
}

function report(object: CheckedObject, problem: string, at: Path): Finding {
  return finding('FS-408', object, problem, 'keep it in a Secret, and read it from there', at);
}
