import { finding, type Check } from '../finding';
import { fieldsOf, itemsAt, labelsAt, valueAt } from '../read/loose';
import { loosePods, portsOf } from '../read/loose-pods';
import { matches } from '../read/manifests';
import { namespaceOf } from '../read/monitoring-objects';
import { objectsOfKind } from '../subject';

/** A Service sends nothing to pods that are not ready, if it can learn about it. */
export const readiness: Check = (subject) => {
  const services = new Map<string, { selector: Readonly<Record<string, string>>; ports: readonly unknown[] }[]>();
  for (const service of objectsOfKind(subject, 'Service')) {
    const selector = labelsAt(service.manifest, 'spec', 'selector');
    if (Object.keys(selector).length === 0) continue;
    const ports = itemsAt(service.manifest, 'spec', 'ports').map(({ port, targetPort }) => targetPort ?? port);
    const namespace = namespaceOf(service);
    services.set(namespace, [...(services.get(namespace) ?? []), { selector, ports }]);
  }
  return loosePods(subject)
    .filter(({ object }) => !['Job', 'CronJob'].includes(object.manifest.kind))
    .flatMap((pods) => {
      const wanted = (services.get(pods.namespace) ?? [])
        .filter(({ selector }) => matches(selector, pods.labels))
        .flatMap(({ ports }) => ports);
      const serving = pods.containers.filter(
        (container) =>
          container.lasts &&
          portsOf([container]).some(({ name, number }) => wanted.some((port) => port === name || port === number)),
      );
      return serving
        .filter(({ fields }) => Object.keys(fieldsOf(valueAt(fields, 'readinessProbe'))).length === 0)
        .map((container) =>
          finding(
            'FS-313',
            pods.object,
            `container '${container.name}' is behind a Service and has no readinessProbe: it gets requests before it can answer`,
            'add a readinessProbe',
            container.path,
          ),
        );
    });
};
