import { isTrue, percentage, text } from '../convert';
import { by, mapped, type Option, type Options, set, to, unneeded } from '../option';

/** A fraction of the invokers, which in OpenWhisk only the scheduler reads below `whisk.fraction`. */
const fraction = (name: 'managedFraction' | 'blackboxFraction'): Option =>
  by([`openwhisk.loadBalancer.${name}`], (value, { get }) =>
    isTrue(get('scheduler.enabled'))
      ? mapped(set(`openwhisk.loadBalancer.${name}`, percentage(value)))
      : unneeded('not used: scheduler.enabled is false'),
  );

/** Options that forks of the chart add for keys of OpenWhisk's configuration, with the name of the key. */
export const FORKS: Options = {
  'whisk.fraction.managedFraction': fraction('managedFraction'),
  'whisk.fraction.blackboxFraction': fraction('blackboxFraction'),
  'whisk.containerProxy.timeouts.idleContainer': to('openwhisk.actions.containers.idleTimeout', text),
  'whisk.containerProxy.timeouts.pauseGrace': to('openwhisk.actions.containers.pauseGrace', text),
  'whisk.containerFactory.userImagesRegistry.url': to('openwhisk.actions.userImagesRegistry', (value) =>
    text(value).replace(/\/$/, ''),
  ),
};
