import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Finding } from '../../checks/finding';
import { factsOf, type RuleId } from '../../checks/rule-list';
import { PACKAGE_ROOT } from '../../render';
import type { Report } from './report';

/** The report in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), as code hosts read it. */
export function sarifReport({ findings, ignored }: Report): string {
  const all = [...findings, ...ignored.map(({ finding }) => finding)];
  const rules = [...new Set(all.map(({ rule }) => rule))].sort();
  const reasons = new Map(ignored.map(({ finding, reason }) => [finding, reason]));
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'faas-stack', rules: rules.map(ruleOf) } },
          columnKind: 'utf16CodeUnits',
          results: all.map((finding) => resultOf(finding, rules, reasons.get(finding))),
        },
      ],
    },
    null,
    2,
  );
}

function ruleOf(id: RuleId): object {
  const { check, severity, title } = factsOf(id);
  const page = pageOf(id);
  return {
    id,
    name: check,
    shortDescription: { text: title },
    help: { text: page ?? title, ...(page === undefined ? {} : { markdown: page }) },
    defaultConfiguration: { level: severity },
  };
}

function pageOf(id: RuleId): string | undefined {
  const file = join(PACKAGE_ROOT, 'docs', 'rules', `${id}.md`);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function resultOf(finding: Finding, rules: readonly RuleId[], reason: string | undefined): object {
  const { rule, severity, object, problem, fix, file, line } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: `${object}: ${problem}. Fix: ${fix}` },
    locations: [
      {
        ...(file === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
                region: { startLine: Math.max(1, line ?? 1) },
              },
            }),
        logicalLocations: [{ name: object, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'ruleAndObject/v1': `${rule} ${object} ${problem}` },
    ...(reason === undefined ? {} : { suppressions: [{ kind: 'external', justification: reason }] }),
  };
}

/** The file as an address that is relative to the folder of the call, which is the root of the repository in CI. */
function uriOf(file: string): string {
  const path = file.startsWith(sep) ? relative(process.cwd(), file) : file;
  return path
    .split(sep)
    .map(encodeURIComponent)
    .join('/')
    .replace(/^(\.\/)+/, '');
}
