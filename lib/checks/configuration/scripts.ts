import { finding, type Check, type Finding } from '../finding';
import { podOwners, type ContainerManifest } from '../read/manifests';
import { configFiles, type ConfigFile } from '../read/mounted-files';
import { shellProblems } from '../../formats/shell';
import type { ShellDialect } from '../../formats/shell-words';

/** Every script of sh and bash is one that its shell can read: arguments, probes and hooks, and files with a first line `#!`. */
export const scripts: Check = (subject) => [
  ...podOwners(subject).flatMap(({ object, containers }) =>
    containers.flatMap((container): Finding[] =>
      scriptsOf(container).flatMap(({ script, dialect }) =>
        shellProblems(script, dialect).map(({ line, problem, fix = 'correct the script', warning }) =>
          finding(
            warning ? 'FS-504' : 'FS-503',
            object,
            `container '${container.name}', line ${line} of its script: ${problem}`,
            fix,
          ),
        ),
      ),
    ),
  ),
  ...configFiles(subject).flatMap((file) => fileFindings(file)),
];

function fileFindings({ object, field, key, text, mounts }: ConfigFile): Finding[] {
  const [, shell] = /^#!\s*(?:\/usr\/bin\/env\s+(?:-\S+\s+)*|\/(?:usr\/)?bin\/)(sh|bash|dash|ash)\b/.exec(text) ?? [];
  if (shell === undefined || text.includes('{{')) return [];
  const images = mounts.map(({ container }) => container.image);
  return shellProblems(text, dialectOf(shell, images)).map(({ line, problem, fix = 'correct the script', warning }) =>
    finding(warning ? 'FS-504' : 'FS-503', object, `'${key}', line ${line}: ${problem}`, fix, [field, key], line),
  );
}

/** The scripts in the arguments of shells. */
function scriptsOf({
  image,
  command = [],
  args = [],
  livenessProbe,
  readinessProbe,
  startupProbe,
  lifecycle,
}: ContainerManifest): { readonly script: string; readonly dialect: ShellDialect }[] {
  const calls: readonly (readonly string[])[] = [
    [...command, ...args],
    ...[livenessProbe, readinessProbe, startupProbe, lifecycle?.preStop, lifecycle?.postStart].map(
      (handler) => handler?.exec?.command ?? [],
    ),
  ];
  return calls.flatMap((call) => {
    const [, shell] = /(?:^|\/)((?:ba|da|a)?sh)$/.exec(call[0] ?? '') ?? [];
    const index = call.findIndex((part) => /^-\w*c$/.test(part));
    const script = call[index + 1];
    if (shell === undefined || index < 1 || typeof script !== 'string') return [];
    // Kubernetes replaces $(NAME) before the shell sees it.
    return [{ script, dialect: dialectOf(shell, [image]) }];
  });
}

/** The shell behind a name; `sh` is another one in every image. */
function dialectOf(shell: string, images: readonly (string | undefined)[]): ShellDialect {
  if (shell !== 'sh') return shell as ShellDialect;
  return images.length > 0 && images.every((image) => /(^|\/)busybox[:@]|alpine/.test(image ?? '')) ? 'ash' : 'sh';
}
