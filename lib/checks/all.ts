import type { IConstruct } from 'constructs';
import type { Synthesis } from '../kube/synthesis';
import { autoscaling } from './autoscaling';
import { credentialArguments } from './credential-arguments';
import type { Check, Finding } from './finding';
import { hardening } from './hardening';
import { kubernetesVersion } from './kubernetes-version';
import { launch } from './launch';
import { MONITORING_CHECKS } from './monitoring';
import { objectSize } from './object-size';
import { openwhiskSettings } from './openwhisk-settings';
import { references } from './references';
import { rollouts } from './rollouts';
import { selectors } from './selectors';
import { uniqueNames } from './unique-names';
import { UserError } from '../text/user-error';

/** The findings of the constructs' own validations (cdk8s, `node.addValidation`). */
const constructs: Check = ({ app }) =>
  app.node.findAll().flatMap((construct: IConstruct) =>
    construct.node.validate().map((message) => {
      // The fix comes after the last semicolon, if there is one.
      const [, problem = message, fix = 'correct the object of this construct'] =
        /^(.*); ([^;]*)$/s.exec(message) ?? [];
      return { check: 'construct', object: construct.node.id, path: construct.node.path, problem, fix };
    }),
  );

/** Every check of a synthesized platform. */
export const CHECKS: readonly Check[] = [
  constructs,
  uniqueNames,
  objectSize,
  kubernetesVersion,
  references,
  selectors,
  launch,
  rollouts,
  hardening,
  credentialArguments,
  autoscaling,
  openwhiskSettings,
  ...MONITORING_CHECKS,
];

/** All findings in the manifests of a platform; empty for a platform that can be applied. */
export function runChecks(synthesis: Synthesis): Finding[] {
  return CHECKS.flatMap((check) => check(synthesis));
}

/** Findings that keep a platform from being written. */
export class FindingsError extends UserError {
  public override readonly name = 'FindingsError';

  constructor(public readonly findings: readonly Finding[]) {
    super(
      [
        `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}; nothing was written`,
        ...findings.map(describeFinding),
      ].join('\n'),
    );
  }
}

function describeFinding({ check, object, path, file, line, problem, fix }: Finding): string {
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
  return `  ${where}${object} (${path}): ${problem} [${check}]\n    fix: ${fix}`;
}
