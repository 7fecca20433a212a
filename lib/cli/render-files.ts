import { Yaml } from 'cdk8s';
import type { Manifest, Synthesis } from '../kube/synthesis';

/** The text of each file of a synthesized platform, by its name. */
export function renderFiles({ files }: Synthesis): Map<string, string> {
  return new Map(
    files.map(({ name, objects }) => [name, objects.map(({ manifest }) => render(manifest)).join('---\n')]),
  );
}

/** The schemas of a definition in YAML's flow style, which is JSON: a third of the size, and a twentieth of the time. */
function render(manifest: Manifest): string {
  if (manifest.kind !== 'CustomResourceDefinition') return Yaml.stringify(manifest);
  const { spec, ...head } = manifest;
  return `${Yaml.stringify(head)}spec: ${JSON.stringify(spec)}\n`;
}
