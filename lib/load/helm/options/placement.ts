import { isTrue, text, truth, wholeNumber } from '../convert';
import { by, changed, mapped, type Option, type Options, set, to, unneeded } from '../option';

type Role = 'core' | 'edge' | 'invoker';

/** The chart has a value for the label of a role and one for its taint; the platform has one for both. */
const taint = (role: Role): Option =>
  by([`placement.roles.${role}`], (value, { get }) => {
    const label = text(get(`affinity.${role}NodeLabel`) ?? role);
    const setting = set(`placement.roles.${role}`, label);
    return label === text(value)
      ? mapped(setting)
      : changed(`label and taint have one value: that of affinity.${role}NodeLabel, ${label}`, setting);
  });

const PROBED = ['zookeeper', 'kafka', 'controller', 'scheduler'] as const;
const PROBES = [
  ['livenessProbe', 'liveness'],
  ['readinessProbe', 'readiness'],
] as const;
const TIMES = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds'] as const;

const PROBE_OPTIONS: Options = Object.fromEntries(
  PROBED.flatMap((component) =>
    PROBES.flatMap(([chart, probe]) =>
      TIMES.map(
        (time) =>
          [
            `probes.${component}.${chart}.${time}`,
            to(`openwhisk.${component}.probes.${probe}.${time}`, wholeNumber),
          ] as const,
      ),
    ),
  ),
);

/** Every component that has several pods has a disruption budget, which leaves one of them out at a time. */
const maxUnavailable: Option = by([], (value, { get }) => {
  if (!isTrue(get('pdb.enable'))) return unneeded('not used: pdb.enable is false');
  if (wholeNumber(value) === 1) return unneeded('1, as in the platform');
  return changed('it is 1: a quorum does not survive more, and a drain goes on pod by pod');
});

/** Options below `affinity`, `toleration`, `probes` and `pdb`. */
export const PLACEMENT: Options = {
  'affinity.enabled': to('placement.affinity', truth),
  'affinity.coreNodeLabel': to('placement.roles.core', text),
  'affinity.edgeNodeLabel': to('placement.roles.edge', text),
  'affinity.invokerNodeLabel': to('placement.roles.invoker', text),
  'affinity.providerNodeLabel': to('placement.roles.provider', text),
  'toleration.enabled': to('placement.tolerations', truth),
  'toleration.coreValue': taint('core'),
  'toleration.edgeValue': taint('edge'),
  'toleration.invokerValue': taint('invoker'),
  ...PROBE_OPTIONS,
  'pdb.enable': by([], (value) =>
    truth(value)
      ? unneeded('components with several pods always have a disruption budget')
      : changed('components with several pods always have a disruption budget'),
  ),
  ...Object.fromEntries(
    ['zookeeper', 'kafka', 'controller', 'invoker', 'scheduler', 'elasticsearch'].map((component) => [
      `pdb.${component}.maxUnavailable`,
      maxUnavailable,
    ]),
  ),
};
