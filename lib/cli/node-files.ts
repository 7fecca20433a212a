import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlatform, readText } from '../load/load';
import { UserError } from '../text/user-error';
import { nodeFiles } from '../tracing/node-files';
import { INSTRUCTIONS_FILE, nodeInstructions } from '../tracing/node-instructions';
import { writeFile } from './write-file';

/**
 * Writes the configuration that makes programs of the nodes send spans, with instructions. No object of the API holds it, so `synth` does not.
 *
 * @throws UserError when the platform traces none of them, or a file cannot be written.
 */
export function writeNodeFiles(file: string, folder: string, force: boolean): string {
  const { tracing, cluster } = parsePlatform(readText(file), file).platform;
  const files = tracing.enabled ? nodeFiles(tracing.agent.node, cluster.version) : new Map<string, string>();
  if (files.size === 0) {
    throw new UserError(
      `${file}: no program of the nodes is traced; nothing was written; fix: set tracing.enabled and tracing.agent.enabled: true, and add apiServer, kubelet, etcd or containerd to tracing.agent.node`,
    );
  }
  makeFolder(folder);
  const names = [...files.keys()];
  const all = [...files, [INSTRUCTIONS_FILE, nodeInstructions(names, cluster.version)] as const];
  for (const [name, text] of all) writeFile(join(folder, name), text, { force, option: '-o', remedy: 'add --force' });
  return [
    ...all.map(([name]) => `  ${join(folder, name)}`),
    `Next: follow ${join(folder, INSTRUCTIONS_FILE)} on the nodes`,
  ].join('\n');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UserError(`${folder} cannot be created: ${code}; fix: name another folder with -o`);
  }
}
