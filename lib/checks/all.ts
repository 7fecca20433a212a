import type { IConstruct } from 'constructs';
import type { Synthesis } from '../kube/synthesis';
import { autoscaling } from './autoscaling';
import type { Check, Finding } from './finding';
import { hardening } from './hardening';
import { launch } from './launch';
import { MONITORING_CHECKS } from './monitoring';
import { references } from './references';
import { selectors } from './selectors';
import { uniqueNames } from './unique-names';
import { UserError } from '../text/user-error';

/** What the constructs themselves say is wrong, with cdk8s' own means. */
const constructs: Check = ({ app }) =>
  app.node.findAll().flatMap((construct: IConstruct) =>
    construct.node.validate().map((message) => {
      // What to do comes behind the last semicolon, where there is one.
      const [, problem = message, fix = 'see the construct'] = /^(.*); ([^;]*)$/s.exec(message) ?? [];
      return { check: 'construct', object: construct.node.id, path: construct.node.path, problem, fix };
    }),
  );

const CHECKS: readonly Check[] = [
  constructs,
  uniqueNames,
  references,
  selectors,
  launch,
  hardening,
  autoscaling,
  ...MONITORING_CHECKS,
];

/** Everything that is wrong in what a platform would write; empty for one that can be applied. */
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
        ...findings.map(
          ({ check, object, path, problem, fix }) => `  ${object} (${path}): ${problem} [${check}]\n    fix: ${fix}`,
        ),
      ].join('\n'),
    );
  }
}
