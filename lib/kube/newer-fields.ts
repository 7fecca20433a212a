import type { Amendment } from './amend';
import type { ContainerProps, PodProps } from './pod';

/** The part of a pod template that newer fields are added to. */
interface Template {
  readonly spec?: { readonly initContainers?: readonly { readonly name: string }[] };
}

/**
 * Amendments of a pod template with the fields that are newer than the types.
 *
 * @param path - JSON pointer to the template.
 */
export function newerFields(props: PodProps, template: Template, path: string): Amendment[] {
  const spec = `${path}/spec`;
  const started = (template.spec?.initContainers ?? []).map(({ name }) => name);
  return [
    ...(props.sidecars ?? []).map(({ name }): Amendment => ({
      op: 'add',
      path: `${spec}/initContainers/${started.indexOf(name)}/restartPolicy`,
      value: 'Always',
    })),
    ...props.containers.flatMap((container, index) => preStop(container, `${spec}/containers/${index}`)),
  ];
}

/** The kubelet pauses by itself, so that the image needs no shell. */
function preStop({ preStop: hook }: ContainerProps, path: string): Amendment[] {
  if (!hook || !('sleepSeconds' in hook)) return [];
  return [{ op: 'add', path: `${path}/lifecycle`, value: { preStop: { sleep: { seconds: hook.sleepSeconds } } } }];
}
