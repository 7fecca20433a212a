import type { Finding } from '../../checks/finding';
import { printable } from '../../text/printable';
import { countsOf, type Report } from './report';

/** The report for people: findings by file, then one line with all numbers. */
export function textReport(report: Report): string {
  const files = [...new Set(report.findings.map(({ file }) => file ?? ''))];
  const lines = files.flatMap((file) =>
    report.findings.filter((one) => (one.file ?? '') === file).flatMap(findingLines),
  );
  const rules = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const pages = rules.length === 0 ? [] : [`rules: ${rules.map((rule) => `docs/rules/${rule}.md`).join(', ')}`];
  return [...lines, ...pages, closingLine(report)].join('\n');
}

function findingLines({ file, line, rule, severity, object, problem, fix }: Finding): string[] {
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
  return [`${where}${severity} ${rule} ${printable(`${object}: ${problem}`)}`, `    fix: ${printable(fix)}`];
}

function closingLine(report: Report): string {
  const { objects, unknownKinds, passedOver, errors, warnings, ignored } = countsOf(report);
  const { reading } = report;
  const { namespace, otherFiles, templates, kustomized } = reading;
  const homeless = reading.homeless === 0 ? '' : ` (${reading.homeless} without a namespace: taken as in ${namespace})`;
  const parts = [
    `${plural(objects, 'object')} checked${homeless}`,
    ...(passedOver > 0
      ? [`${plural(passedOver, 'object')} of ${plural(unknownKinds, 'unknown kind')} passed over`]
      : []),
    ...(otherFiles > 0 ? [`${plural(otherFiles, 'file')} without manifests`] : []),
    ...(templates.length > 0 ? [`${plural(templates.length, 'Helm template')} passed over`] : []),
    ...(kustomized.length > 0
      ? [`${plural(kustomized.length, 'file')} passed over that kustomize changes (kubectl kustomize renders them)`]
      : []),
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
  ];
  return parts.join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
