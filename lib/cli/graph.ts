import { LaunchOrder } from '../kube/launch-order';
import type { Workload } from '../kube/workload';
import { synthesizeFile } from './platform';

/** Forms of the launch order. */
export const GRAPH_FORMATS = ['text', 'mermaid'] as const;

/** The launch order of a platform file: by step as text, or as a Mermaid flowchart. */
export function graph(file: string, format: (typeof GRAPH_FORMATS)[number]): string {
  const order = LaunchOrder.of(synthesizeFile(file).synthesis.app);
  return format === 'mermaid' ? mermaid(order) : text(order);
}

function text(order: LaunchOrder): string {
  const lines = order.sorted().map((workload) => {
    const waits = workload.waitsFor.map((milestone) =>
      'wait' in milestone ? milestone.name : `${milestone.name} (held)`,
    );
    const after = waits.length > 0 ? `  waits for ${waits.join(', ')}` : '';
    return `${order.level(workload)}  ${workload.apiObject.kind} ${workload.apiObject.name}${after}`;
  });
  return lines.join('\n');
}

function mermaid(order: LaunchOrder): string {
  const id = ({ component }: Workload): string => component.component.replace(/-/g, '_');
  return [
    'flowchart TD',
    ...order
      .sorted()
      .map((workload) => `  ${id(workload)}["${workload.apiObject.kind} ${workload.component.component}"]`),
    ...order.edges.map(({ from, to, milestone }) => `  ${id(from)} -->|${milestone.name}| ${id(to)}`),
  ].join('\n');
}
