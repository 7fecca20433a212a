import type { Synthesis } from '../kube/synthesis';
import { convertHelmValues, readsAsHelmValues, totals } from '../load/helm/helm-values';
import { parsePlatform, readText, type LoadedPlatform } from '../load/load';
import { warningsAbout } from '../load/warnings';
import { synthesizeLoaded } from '../render';

/**
 * Reads a platform file, or a values file of the OpenWhisk Helm chart, and renders what it describes.
 *
 * @throws PlatformFileError when the file is wrong, FindingsError when what it describes is.
 */
export function synthesizeFile(file: string): { readonly loaded: LoadedPlatform; readonly synthesis: Synthesis } {
  const loaded = load(file);
  for (const warning of warningsAbout(loaded)) console.error(`warning: ${warning}`);
  return { loaded, synthesis: synthesizeLoaded(loaded) };
}

function load(file: string): LoadedPlatform {
  const text = readText(file);
  if (!readsAsHelmValues(text)) return parsePlatform(text, file);
  const { loaded, outcomes } = convertHelmValues([{ file, text }]);
  const read = `${file}: read as values of the OpenWhisk Helm chart`;
  console.error(`${read}; ${totals(outcomes)}; npx faas-stack import ${file} shows them`);
  return loaded;
}
