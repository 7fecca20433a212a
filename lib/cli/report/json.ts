import { countsOf, type Report } from './report';

/** The report for programs. */
export function jsonReport(report: Report): string {
  const { findings, ignored, reading } = report;
  return JSON.stringify(
    {
      counts: countsOf(report),
      namespace: reading.namespace,
      findings,
      ignored: ignored.map(({ finding, reason }) => ({ ...finding, reason })),
      unknownKinds: Object.fromEntries(reading.unknownKinds),
      templates: reading.templates,
      kustomized: reading.kustomized,
    },
    null,
    2,
  );
}
