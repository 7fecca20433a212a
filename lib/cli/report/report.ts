import type { CheckedManifests } from '../../manifests/check';

/** The result of a check of manifests. */
export type Report = CheckedManifests;

/** Numbers of a report. */
export interface Counts {
  readonly objects: number;
  readonly unknownKinds: number;
  readonly passedOver: number;
  readonly errors: number;
  readonly warnings: number;
  readonly ignored: number;
}

/** Counts what a report has. */
export function countsOf({ findings, ignored, reading: { subject, unknownKinds } }: Report): Counts {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    objects: subject.objects.length,
    unknownKinds: unknownKinds.size,
    passedOver: [...unknownKinds.values()].reduce((sum, count) => sum + count, 0),
    errors,
    warnings: findings.length - errors,
    ignored: ignored.length,
  };
}
