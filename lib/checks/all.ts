import type { IConstruct } from 'constructs';
import { apiVersions } from './api-versions';
import { addresses } from './addresses';
import { autoscaling } from './autoscaling';
import { classes } from './classes';
import { collectorConfig } from './collector-config';
import { credentialArguments } from './credential-arguments';
import type { Check, Finding } from './finding';
import { fields } from './fields';
import { hardening } from './hardening';
import { CONFIGURATION_CHECKS } from './configuration';
import { kubernetesVersion } from './kubernetes-version';
import { launch } from './launch';
import { MONITORING_CHECKS } from './monitoring';
import { networkAccess } from './network/access';
import { policyForm } from './network/policy-form';
import { policyPeers } from './network/policy-peers';
import { policyUse } from './network/policy-use';
import { objectSize } from './object-size';
import { openwhiskSettings } from './openwhisk-settings';
import { references } from './references';
import { roleReferences } from './role-references';
import { rollouts } from './rollouts';
import { RULES } from './rule-list';
import { podSecurity } from './security/pod-security';
import { plainSecrets } from './security/plain-secrets';
import { roles } from './security/roles';
import { tokens } from './security/tokens';
import { selectors } from './selectors';
import { serviceReferences } from './service-references';
import type { Subject } from './subject';
import { uniqueNames } from './unique-names';
import { UPGRADE_CHECKS } from './upgrade';
import { amounts } from './workloads/amounts';
import { budgets, scalerLimits } from './workloads/budgets';
import { mostPods } from './workloads/most-pods';
import { probes } from './workloads/probes';
import { nodes } from './workloads/nodes';
import { programSizes } from './workloads/program-sizes';
import { quotas } from './workloads/quotas';
import { readiness } from './workloads/readiness';
import { replacement } from './workloads/replacement';
import { scratchVolumes } from './workloads/scratch-volumes';
import { searchHeaps } from './workloads/search-heaps';
import { termination } from './workloads/termination';
import { variables } from './variables';
import { volumes } from './volumes';
import { uniqueParts } from './workloads/unique-parts';
import { UserError } from '../text/user-error';

/** The findings of the constructs' own validations (cdk8s, `node.addValidation`). */
const constructs: Check = ({ app }) =>
  (app?.node.findAll() ?? []).flatMap((construct: IConstruct) =>
    construct.node.validate().map((message) => {
      // The fix comes after the last semicolon, if there is one.
      const [, problem = message, fix = 'correct the object of this construct'] =
        /^(.*); ([^;]*)$/s.exec(message) ?? [];
      const { check, severity } = RULES['FS-901'];
      const { id: object, path } = construct.node;
      return { rule: 'FS-901', check, severity, object, path, problem, fix };
    }),
  );

/** Every check; what a check needs and the subject lacks, such as an app, it passes over. */
export const CHECKS: readonly Check[] = [
  constructs,
  uniqueNames,
  fields,
  objectSize,
  kubernetesVersion,
  apiVersions,
  references,
  serviceReferences,
  roleReferences,
  classes,
  volumes,
  variables,
  addresses,
  selectors,
  networkAccess,
  policyForm,
  policyPeers,
  policyUse,
  launch,
  rollouts,
  probes,
  readiness,
  termination,
  amounts,
  quotas,
  nodes,
  mostPods,
  programSizes,
  searchHeaps,
  scratchVolumes,
  uniqueParts,
  budgets,
  scalerLimits,
  replacement,
  hardening,
  podSecurity,
  roles,
  tokens,
  credentialArguments,
  plainSecrets,
  ...CONFIGURATION_CHECKS,
  autoscaling,
  openwhiskSettings,
  ...UPGRADE_CHECKS,
  collectorConfig,
  ...MONITORING_CHECKS,
];

/** All findings; none for a platform that can be applied. */
export function runChecks(subject: Subject): Finding[] {
  return CHECKS.flatMap((check) => check(subject));
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

function describeFinding({ rule, check, object, path, file, line, problem, fix }: Finding): string {
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
  return `  ${where}${object} (${path}): ${problem} [${rule} ${check}]\n    fix: ${fix}`;
}
