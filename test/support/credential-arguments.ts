import type { ContainerManifest } from '../../lib/checks/read/manifests';

type Scripted = ContainerManifest & { readonly command?: readonly string[]; readonly args?: readonly string[] };

/** A program in a script, at the beginning of a command or after a word such as `if`, and its arguments. */
const PROGRAM =
  /(^|[\s;&|(!])(curl|wget|openssl|nc|git|npm|wsk|jq|sed|grep|awk|env|redis-cli|mysql|elasticsearch-\S+|\.\/\S+|timeout)\s([^|;&<]*)/g;

/** Lines of a container's script that pass a value of a Secret to a program as an argument. */
export function credentialArguments({ command = [], args = [], env = [] }: Scripted): string[] {
  const script = [...command, ...args].join('\n').replaceAll(/\\\n\s*/g, ' ');
  const lines = script.split('\n').map((line) => line.trim());
  const secret = new Set(env.flatMap(({ name, valueFrom }) => (valueFrom?.secretKeyRef ? [name] : [])));
  const holdsSecret = (text: string): boolean =>
    [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].some(([, name]) => secret.has(name ?? ''));
  for (const line of lines) {
    const [, name, value] = /^(?:export |local )?([A-Za-z_]\w*)\+?=(.*)$/.exec(line) ?? [];
    if (name && value && holdsSecret(value)) secret.add(name);
  }
  return lines.filter((line) => [...line.matchAll(PROGRAM)].some(([, , , values]) => holdsSecret(values ?? '')));
}
