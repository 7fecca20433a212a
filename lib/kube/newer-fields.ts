import type { Amendment } from './amend';
import { profilesOf, type ContainerProps, type PodProps } from './pod';
import type { PlatformSettings } from './platform-chart';
import { appArmorProfile } from './security';

/** The part of a pod template that newer fields are added to. */
interface Template {
  readonly spec?: { readonly initContainers?: readonly { readonly name: string }[] };
}

/**
 * Amendments of a pod template with the fields that are newer than the types.
 *
 * @param path - JSON pointer to the template.
 */
export function newerFields(
  { appArmor }: PlatformSettings,
  props: PodProps,
  template: Template,
  path = '/spec/template',
): Amendment[] {
  const spec = `${path}/spec`;
  const profile = appArmor ? appArmorProfile(profilesOf(props)) : undefined;
  const started = (template.spec?.initContainers ?? []).map(({ name }) => name);
  return [
    ...(profile ? [{ op: 'add' as const, path: `${spec}/securityContext/appArmorProfile`, value: profile }] : []),
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
