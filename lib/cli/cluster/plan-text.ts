import type { Change, Operation } from '../../apply/changes';
import { levelsOf } from '../../apply/graph';
import { nameOf, type ObjectId } from '../../apply/objects';
import type { Kept } from '../../apply/removal';
import { differenceLines } from './difference-text';

/** Marks of operations. */
const MARKS: Readonly<Record<Operation, string>> = {
  create: '+',
  update: '~',
  replace: '±',
  unchanged: ' ',
  completed: ' ',
};

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Changes by launch level, with what restarts because of them. @param every - whether all details are shown */
export function changeLines(changes: readonly Change[], every: boolean): string[] {
  const levels = levelsOf(
    changes.map(({ object }) => ({
      key: object.name,
      after: object.dependsOn,
      isWorkload: object.timeoutSeconds !== undefined,
    })),
  );
  const levelOf = ({ object }: Change): number => levels.get(object.name) ?? 0;
  return [...new Set(changes.map(levelOf))]
    .sort((a, b) => a - b)
    .flatMap((level) =>
      levelLines(
        level,
        changes.filter((change) => levelOf(change) === level),
        every,
      ),
    );
}

function levelLines(level: number, changes: readonly Change[], every: boolean): string[] {
  const changing = changes.filter(isChanging);
  if (changing.length === 0) return [];
  const brief = every ? [] : changing.filter(isBrief);
  const kinds = [...new Set(brief.map(({ id }) => id.kind))];
  return [
    `level ${level}`,
    ...changing.filter((change) => !brief.includes(change)).flatMap((change) => linesOf(change, every)),
    ...kinds.map((kind) => `  + ${brief.filter(({ id }) => id.kind === kind).length} ${kind}`),
  ];
}

/** Whether an operation sends something. */
export function isChanging({ operation }: Change): boolean {
  return ['create', 'update', 'replace'].includes(operation);
}

function isBrief({ operation, id }: Change): boolean {
  return operation === 'create' && ![...WORKLOADS, 'Job'].includes(id.kind);
}

function linesOf(change: Change, every: boolean): string[] {
  const { id, operation, unchecked, differences } = change;
  const remarks = [
    ...(operation === 'replace' ? [`is deleted and created again: ${replacementReason(change)}`] : []),
    ...(restarts(change) ? ['its pods restart'] : []),
    ...(unchecked && operation === 'update' ? ['not checked by the server'] : []),
  ];
  return [
    `  ${MARKS[operation]} ${nameOf(id)}${remarks.length > 0 ? `  (${remarks.join('; ')})` : ''}`,
    ...differences.flatMap((difference) => differenceLines(difference, every).map((line) => `      ${line}`)),
  ];
}

function replacementReason({ id }: Change): string {
  return id.kind === 'Job' ? 'it has failed' : 'a field cannot be changed';
}

/** Whether the pods of a workload are replaced. */
function restarts({ id, operation, differences }: Change): boolean {
  return (
    operation === 'update' &&
    WORKLOADS.includes(id.kind) &&
    differences.some(({ path }) => path.startsWith('spec.template'))
  );
}

/** Objects that are deleted, and those that stay. */
export function removalLines(ids: readonly ObjectId[], kept: readonly Kept[]): string[] {
  return [
    ...(ids.length > 0 ? ['at the end'] : []),
    ...ids.map((id) => `  - ${nameOf(id)}`),
    ...kept.map(({ id, reason }) => `    ${nameOf(id)} is kept: ${reason}`),
  ];
}

/** Numbers of all operations. */
export function totalLines(changes: readonly Change[], deleted: number): string[] {
  const untried = changes.filter(({ unchecked, operation }) => unchecked && operation === 'create').length;
  const count = (...operations: Operation[]): number =>
    changes.filter(({ operation }) => operations.includes(operation)).length;
  const totals = [
    `${count('create')} to create`,
    `${count('update')} to update`,
    `${count('replace')} to replace`,
    `${deleted} to delete`,
    `${count('unchanged', 'completed')} unchanged`,
  ];
  return [
    ...(untried > 0 ? [`The server cannot check ${untried} new objects before their namespaces and kinds exist.`] : []),
    totals.join(', '),
  ];
}

/** Changes as JSON, for scripts: values are left out, as they may be long. */
export function changesAsJson(changes: readonly Change[], deleted: readonly ObjectId[]): object[] {
  return [
    ...changes.map((change) => ({
      object: nameOf(change.id),
      operation: change.operation,
      paths: change.differences.map(({ path }) => path),
      ...(restarts(change) ? { restarts: true } : {}),
      ...(change.unchecked ? { unchecked: true } : {}),
    })),
    ...deleted.map((id) => ({ object: nameOf(id), operation: 'delete', paths: [] })),
  ];
}
