import { namespaceOf } from './monitoring-objects';
import { fieldsOf, itemsAt, labelsAt, valueAt } from './loose';
import { grouped } from '../../text/grouped';
import { perSubject, type CheckedObject, type Subject } from '../subject';

type Fields = Readonly<Record<string, unknown>>;

/** A container as it is written, with the keys that lead to it. */
export interface LooseContainer {
  readonly name: string;
  readonly fields: Fields;
  readonly path: readonly (string | number)[];
  /** Whether it runs as long as the pod: no init container, or a sidecar among them. */
  readonly lasts: boolean;
}

/** Pods as an object describes them, in manifests of anyone. */
export interface LoosePods {
  readonly object: CheckedObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Fields;
  /** Keys that lead to `spec`. */
  readonly path: readonly string[];
  readonly containers: readonly LooseContainer[];
}

/** Where the template of pods is, by kind. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The pods of every object of Kubernetes that makes pods. */
export const loosePods = perSubject((subject): readonly LoosePods[] => subject.objects.flatMap(podsOf));

const byNamespace = perSubject((subject: Subject) => grouped(loosePods(subject), ({ namespace }) => namespace));

/** The pods of a namespace. */
export function loosePodsIn(subject: Subject, namespace: string): readonly LoosePods[] {
  return byNamespace(subject).get(namespace) ?? [];
}

function podsOf(object: CheckedObject): LoosePods[] {
  const { kind } = object.manifest;
  const template = TEMPLATES[kind];
  if (!template || object.manifest.apiVersion.split('/')[0]?.includes('.')) return [];
  const pod = valueAt(object.manifest, ...template);
  const spec = fieldsOf(valueAt(pod, 'spec'));
  const path = [...template, 'spec'];
  const containersAt = (key: string): LooseContainer[] =>
    itemsAt(spec, key).map((fields, index) => ({
      name: typeof fields['name'] === 'string' ? fields['name'] : '',
      fields,
      path: [...path, key, index],
      lasts: key === 'containers' || fields['restartPolicy'] === 'Always',
    }));
  return [
    {
      object,
      namespace: namespaceOf(object),
      labels: labelsAt(pod, 'metadata', 'labels'),
      annotations: labelsAt(pod, 'metadata', 'annotations'),
      spec,
      path,
      containers: [...containersAt('initContainers'), ...containersAt('containers')],
    },
  ];
}

/** A port that a container declares. */
export interface LoosePort {
  readonly name?: string;
  readonly number: number;
  readonly protocol: string;
  readonly container: LooseContainer;
}

/** The ports that containers declare. */
export function portsOf(containers: readonly LooseContainer[]): LoosePort[] {
  return containers.flatMap((container) =>
    itemsAt(container.fields, 'ports').flatMap(({ name, containerPort, protocol }) =>
      typeof containerPort === 'number'
        ? [
            {
              ...(typeof name === 'string' ? { name } : {}),
              number: containerPort,
              protocol: typeof protocol === 'string' ? protocol : 'TCP',
              container,
            },
          ]
        : [],
    ),
  );
}
