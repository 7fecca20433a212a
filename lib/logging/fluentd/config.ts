import { containerLogs, type ContainerLogsProps } from './container-logs';
import { render, section, type Directive } from './directive';
import { recordFields } from './openwhisk-logs';
import { output, ownMetrics, type BufferOptions, type Target } from './output';
import { STATE_DIR } from './places';
import type { ContainerWishes } from './pod-annotation';
import { systemLogs, type SystemLogsProps } from './system-logs';

/** Everything that Fluentd's configuration depends on. */
export interface FluentdConfigProps extends ContainerLogsProps, SystemLogsProps, ContainerWishes {
  /** The namespace of OpenWhisk, whose lines have fields. */
  readonly platformNamespace: string;
  /** Namespace of the action pods. */
  readonly actionNamespace: string;
  readonly buffer: BufferOptions;
  readonly target: Target;
}

/** The files of Fluentd's configuration, by name; `fluent.conf` includes the others. */
export function fluentdConfig(props: FluentdConfigProps): Record<string, string> {
  const system = systemLogs(props);
  const files: Record<string, readonly Directive[]> = {
    // Broken chunks are moved below the root directory, which is in /tmp by default.
    'system.conf': [section('system', { root_dir: `${STATE_DIR}/root` })],
    'containers.input.conf': containerLogs(props),
    ...(system.length > 0 ? { 'system.input.conf': system } : {}),
    'openwhisk.conf': [
      recordFields({ namespace: props.platformNamespace, actionNamespace: props.actionNamespace }, props),
    ],
    'monitoring.conf': ownMetrics(),
    'output.conf': output(props.target, props.buffer),
  };
  return {
    'fluent.conf': Object.keys(files)
      .map((name) => `@include ${name}\n`)
      .join(''),
    ...Object.fromEntries(Object.entries(files).map(([name, directives]) => [name, render(directives)])),
  };
}
