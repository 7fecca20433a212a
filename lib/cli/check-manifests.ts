import type { Severity } from '../checks/rule-list';
import { checkManifests as check, type ManifestOptions } from '../manifests/check';
import { jsonReport } from './report/json';
import { sarifReport } from './report/sarif';
import { textReport } from './report/text';

/** Forms of the report. */
export const CHECK_FORMATS = ['text', 'json', 'sarif'] as const;

/** Options of `check` for manifests. */
export interface CheckManifestsOptions extends ManifestOptions {
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly failOn: Severity;
}

/** Codes that the program ends with. */
export const EXIT_CODES = { passed: 0, findings: 1, notChecked: 2 } as const;

const FORMATS = { text: textReport, json: jsonReport, sarif: sarifReport };

/**
 * Checks manifests that others made.
 *
 * @throws UnusableInputError when nothing can be checked.
 */
export function checkManifests(
  places: readonly string[],
  options: CheckManifestsOptions,
): { readonly text: string; readonly exitCode: number } {
  const report = check(places, options);
  const failing = report.findings.some(({ severity }) => severity === 'error' || options.failOn === 'warning');
  return {
    text: FORMATS[options.format](report),
    exitCode: failing ? EXIT_CODES.findings : EXIT_CODES.passed,
  };
}
