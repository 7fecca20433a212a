import { OPTIONAL_KINDS, type OptionalKind } from '../catalogue/kube-objects';
import { contraryOf, USED_COLLECTORS } from '../catalogue/node-exporter';
import type { Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';

const NODE_EXPORTER = ['monitoring', 'nodeExporter'];
const KUBE_STATE_METRICS = ['monitoring', 'kubeStateMetrics'];

const portsDiffer: SectionRule<Monitoring> = ({ nodeExporter: { port, loopbackPort } }) =>
  port === loopbackPort
    ? [
        {
          path: [...NODE_EXPORTER, 'loopbackPort'],
          problem: `${loopbackPort} is monitoring.nodeExporter.port as well, and both are in the network of the node`,
          allowed: 'a port that nothing else on the nodes listens at',
          fix: `write another port, such as ${port + 1}`,
        },
      ]
    : [];

const usedCollectorsAreOn: SectionRule<Monitoring> = ({ nodeExporter: { collectors } }) =>
  Object.entries(collectors)
    .filter(([name, on]) => on === false && USED_COLLECTORS.includes(name))
    .map(([name]) => ({
      path: [...NODE_EXPORTER, 'collectors', name],
      problem: 'alerts, recording rules or dashboards of the platform use its metrics',
      allowed: `false for collectors other than ${USED_COLLECTORS.join(', ')}`,
      fix: 'remove it; monitoring.nodeExporter.options limits its devices, and monitoring.alerts switches alerts off',
    }));

const optionsAgree: SectionRule<Monitoring> = ({ nodeExporter: { options } }) =>
  Object.keys(options).flatMap((option): Mistake[] => {
    const contrary = contraryOf(option);
    if (!option.endsWith('-exclude') || !contrary || options[contrary] === undefined) return [];
    return [
      {
        path: [...NODE_EXPORTER, 'options', option],
        problem: `${contrary} is set, too, and the node exporter starts with one of them only`,
        allowed: `${contrary}, or ${option}`,
        fix: 'remove one of them',
      },
    ];
  });

/** Labels of objects that are not listed would be in no series. */
const labelledKindsAreListed: SectionRule<Monitoring> = ({ kubeStateMetrics }) =>
  (['labels', 'annotations'] as const).flatMap((section) =>
    Object.entries(kubeStateMetrics[section]).flatMap(([kind, keys = []]): Mistake[] => {
      const path = [...KUBE_STATE_METRICS, section, kind];
      const listed = !isOptional(kind) || kubeStateMetrics.objects.includes(kind);
      return [
        ...(listed
          ? []
          : [
              {
                path,
                problem: `kube-state-metrics does not list ${kind}`,
                allowed: `${kind} with monitoring.kubeStateMetrics.objects: [${kind}]`,
                fix: `add ${kind} to monitoring.kubeStateMetrics.objects`,
              },
            ]),
        ...(keys.indexOf('*') > 0 || (keys[0] === '*' && keys.length > 1)
          ? [
              {
                path,
                problem: `* stands for all ${section}, and has no effect after another key`,
                allowed: 'the only entry *, or keys',
                fix: 'remove *, or all other keys',
              },
            ]
          : []),
      ];
    }),
  );

function isOptional(kind: string): kind is OptionalKind {
  return (OPTIONAL_KINDS as readonly string[]).includes(kind);
}

/** Rules of the exporters. */
export const EXPORTER_RULES: readonly SectionRule<Monitoring>[] = [
  portsDiffer,
  usedCollectorsAreOn,
  optionsAgree,
  labelledKindsAreListed,
];
